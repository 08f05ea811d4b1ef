'use client';

import { Monitor } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { formatInstant } from '@/components/files/format-instant';
import { errorsOf } from '@/components/api/input-error';
import { request } from '@/components/api/request';
import { useSaving } from '@/components/settings/use-saving';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { EndOtherSessions_Mutation, EndSession_Mutation, type Session } from './queries';
import { Row } from './row';

/** Where the person is signed in. Ending a session needs no question: signing in again brings it back. */
export function SessionsSection({ sessions, timeZone }: { sessions: readonly Session[]; timeZone: string }) {
  const t = useTranslations('security');
  const { save, pending } = useSaving();
  const others = sessions.filter(({ current }) => !current).length;
  const endOthers = (
    <Button
      size="sm"
      pending={pending}
      onClick={() =>
        void save(
          async () => errorsOf((await request(EndOtherSessions_Mutation, {})).endOtherSessions),
          t('othersEnded', { count: others }),
        )
      }
    >
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

function SessionRow({
  session: { id, device, lastUsedAt, current },
  timeZone,
}: {
  session: Session;
  timeZone: string;
}) {
  const t = useTranslations('security');
  const locale = useLocale();
  const { save, pending } = useSaving();
  const name = device ?? t('unknownDevice');
  const end = (
    <Button
      size="sm"
      variant="ghost"
      pending={pending}
      aria-label={t('endSessionOn', { device: name })}
      onClick={() =>
        void save(
          async () => errorsOf((await request(EndSession_Mutation, { id })).endSession),
          t('sessionEnded', { device: name }),
        )
      }
    >
      {t('endSession')}
    </Button>
  );
  return (
    <Row
      icon={<Monitor />}
      title={name}
      detail={t('lastUsed', { when: formatInstant(lastUsedAt, locale, timeZone) })}
      action={current ? <Badge tone="accent">{t('thisDevice')}</Badge> : end}
    />
  );
}
