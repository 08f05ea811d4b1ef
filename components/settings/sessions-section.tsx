'use client';

import { Monitor } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { formatInstant } from '@/components/imports/format-instant';
import { request } from '@/components/api/request';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { EndOtherSessions_Mutation, EndSession_Mutation, type Session } from './queries';
import { useSaving } from './use-saving';

/** Where the person is signed in. Ending a session needs no question: signing in again brings it back. */
export function SessionsSection({ sessions, timeZone }: { sessions: readonly Session[]; timeZone: string }) {
  const t = useTranslations('settings');
  const { save, pending } = useSaving();
  const others = sessions.filter(({ current }) => !current).length;
  const endOthers = (
    <Button size="sm" pending={pending} onClick={() => void save(async () => (await request(EndOtherSessions_Mutation, {})).endOtherSessions.errors, t('othersEnded', { count: others }))}>
      {t('endOtherSessions')}
    </Button>
  );
  return (
    <Card title={t('sessions')} aside={others > 0 && endOthers} flush>
      <ul>
        {sessions.map((session) => (
          <SessionRow key={session.id} session={session} timeZone={timeZone} />
        ))}
      </ul>
    </Card>
  );
}

function SessionRow({ session: { id, device, lastUsedAt, current }, timeZone }: { session: Session; timeZone: string }) {
  const t = useTranslations('settings');
  const locale = useLocale();
  const { save, pending } = useSaving();
  const name = device ?? t('unknownDevice');
  return (
    <li className="flex min-h-14 flex-wrap items-center gap-x-3 gap-y-1 border-t border-line px-4 py-2 sm:px-6">
      <Monitor aria-hidden className="size-4.5 shrink-0 text-muted" />
      <div className="min-w-0 flex-1 basis-48">
        <p className="font-medium">{name}</p>
        <p className="text-12 text-muted">{t('lastUsed', { when: formatInstant(lastUsedAt, locale, timeZone) })}</p>
      </div>
      {current ? (
        <Badge tone="accent">{t('thisDevice')}</Badge>
      ) : (
        <Button
          size="sm"
          variant="ghost"
          pending={pending}
          aria-label={t('endSessionOn', { device: name })}
          onClick={() => void save(async () => (await request(EndSession_Mutation, { id })).endSession.errors, t('sessionEnded', { device: name }))}
        >
          {t('endSession')}
        </Button>
      )}
    </li>
  );
}
