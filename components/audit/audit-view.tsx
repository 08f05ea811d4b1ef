'use client';

import { ScrollText } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { failureText } from '@/components/api/input-error';
import { request } from '@/components/api/request';
import { formatInstant } from '@/components/files/format-instant';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { toast } from '@/components/ui/toast';
import { AuditPage_Query, type AuditEvent, type AuditTrail } from './queries';
import { subjectText } from './subject';

/** What was done in the household, the newest first. */
export function AuditView({ trail, timeZone }: { trail: AuditTrail; timeZone: string }) {
  const t = useTranslations('audit');
  const tErrors = useTranslations('errors');
  const [events, setEvents] = useState<readonly AuditEvent[]>(trail.nodes);
  const [page, setPage] = useState(trail.pageInfo);
  const [pending, setPending] = useState(false);
  const more = async () => {
    setPending(true);
    try {
      const { auditTrail } = await request(AuditPage_Query, { after: page.endCursor });
      setEvents([...events, ...auditTrail.nodes]);
      setPage(auditTrail.pageInfo);
    } catch (failure) {
      toast(failureText(tErrors, failure), { tone: 'wrong' });
    } finally {
      setPending(false);
    }
  };
  if (events.length === 0) {
    return (
      <Card flush>
        <EmptyState icon={<ScrollText />} title={t('empty')} />
      </Card>
    );
  }
  return (
    <div className="grid gap-6">
      <p className="text-muted">{t('lead')}</p>
      <Card flush>
        <ul>
          {events.map((event) => (
            <EventRow key={event.id} event={event} timeZone={timeZone} />
          ))}
        </ul>
      </Card>
      {page.hasNextPage && (
        <Button className="justify-self-center" pending={pending} onClick={() => void more()}>
          {t('more')}
        </Button>
      )}
    </div>
  );
}

function EventRow({
  event: { action, actor, subject, device, address, at },
  timeZone,
}: {
  event: AuditEvent;
  timeZone: string;
}) {
  const t = useTranslations('audit');
  const locale = useLocale();
  const known = `actions.${action}` as Parameters<typeof t>[0];
  const from = [device, address].filter(Boolean).join(', ');
  return (
    <li className="grid gap-x-6 gap-y-0.5 border-t border-line px-4 py-3 first:border-t-0 sm:grid-cols-[1fr_auto] sm:px-6">
      <p className="min-w-0 break-words">
        {/* An action that this page does not know yet is shown by its name rather than not at all. */}
        <span className="font-medium">{t.has(known) ? t(known) : action}</span>
        {subject && <span>: {subjectText(t, action, subject)}</span>}
      </p>
      <p className="text-12 text-muted tabular-nums sm:text-right">{formatInstant(at, locale, timeZone)}</p>
      <p className="text-12 text-muted sm:col-span-2">
        {actor ?? t('saldo')}
        {from && ` · ${from}`}
      </p>
    </li>
  );
}
