'use client';

import { SquareTerminal } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { errorsOf } from '@/components/api/input-error';
import { request } from '@/components/api/request';
import { formatInstant } from '@/components/files/format-instant';
import { useSaving } from '@/components/settings/use-saving';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { RevokeAccessToken_Mutation, type AccessToken } from './queries';
import { Row } from './row';
import { SecretDialog } from './secret-dialog';
import { NewTokenDialog } from './new-token-dialog';

/** Tokens for programs that use the API in the person's name. */
export function TokensSection({
  tokens,
  household,
  timeZone,
}: {
  tokens: readonly AccessToken[];
  household: string;
  timeZone: string;
}) {
  const t = useTranslations('security');
  const [isMaking, setIsMaking] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  return (
    <Card
      title={t('tokens')}
      flush
      aside={
        <Button size="sm" onClick={() => setIsMaking(true)}>
          {t('newToken')}
        </Button>
      }
    >
      <p className="px-4 pb-4 text-14 text-muted sm:px-6">{t('tokensLead')}</p>
      <ul>
        {tokens.map((token) => (
          <TokenRow key={token.id} token={token} timeZone={timeZone} />
        ))}
      </ul>
      <NewTokenDialog
        open={isMaking}
        household={household}
        onClose={() => setIsMaking(false)}
        onMade={(made) => {
          setIsMaking(false);
          setSecret(made);
        }}
      />
      <SecretDialog
        title={t('tokenTitle')}
        description={t('tokenWhy')}
        secrets={secret === null ? null : [secret]}
        onClose={() => setSecret(null)}
      />
    </Card>
  );
}

function TokenRow({
  token: { id, name, access, household, lastUsedAt, expiresAt },
  timeZone,
}: {
  token: AccessToken;
  timeZone: string;
}) {
  const t = useTranslations('security');
  const locale = useLocale();
  const { save, pending } = useSaving();
  const instant = (at: string) => formatInstant(at, locale, timeZone);
  const details = [
    t(`access.${access}`),
    household,
    t('tokenEnds', { when: instant(expiresAt) }),
    lastUsedAt ? t('lastUsed', { when: instant(lastUsedAt) }) : t('neverUsed'),
  ];
  return (
    <Row
      icon={<SquareTerminal />}
      title={name}
      detail={details.join(' · ')}
      action={
        <Button
          size="sm"
          variant="ghost"
          pending={pending}
          aria-label={t('revokeNamed', { name })}
          onClick={() =>
            void save(
              async () => errorsOf((await request(RevokeAccessToken_Mutation, { id })).revokeAccessToken),
              t('tokenRevoked', { name }),
            )
          }
        >
          {t('revoke')}
        </Button>
      }
    />
  );
}
