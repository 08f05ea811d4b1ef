'use client';

import { Link2 } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { errorsOf } from '@/components/api/input-error';
import { request } from '@/components/api/request';
import { goToProvider } from '../sign-in';
import { formatInstant } from '@/components/files/format-instant';
import { useConfirming } from '@/components/settings/confirming';
import { useSaving } from '@/components/settings/use-saving';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { BeginLinking_Mutation, UnlinkIdentity_Mutation, type SignInMethods } from './queries';
import { Row } from './row';

interface IdentitiesSectionProps {
  identities: SignInMethods['identities'];
  providers: readonly { id: string; name: string }[];
  timeZone: string;
}

/** Identities of other providers that let the person in, and those that could. */
export function IdentitiesSection({ identities, providers, timeZone }: IdentitiesSectionProps) {
  const t = useTranslations('security');
  const locale = useLocale();
  const confirming = useConfirming();
  const { save, pending } = useSaving();
  // The way there and back is long: whether a confirmation is needed is asked before it.
  const link = (id: string) =>
    save(async () => {
      await confirming(() => request(BeginLinking_Mutation, {}));
      await goToProvider(id, '/settings/security');
      return [];
    });
  if (identities.length === 0 && providers.length === 0) return null;
  return (
    <Card title={t('identities')} flush>
      <ul>
        {identities.map(({ id, provider, label, lastUsedAt }) => (
          <Row
            key={id}
            icon={<Link2 />}
            title={label ? `${provider} · ${label}` : provider}
            detail={t('lastUsed', { when: formatInstant(lastUsedAt, locale, timeZone) })}
            action={
              <Button
                size="sm"
                variant="ghost"
                pending={pending}
                aria-label={t('unlinkNamed', { provider })}
                onClick={() =>
                  void save(
                    () =>
                      confirming(async () =>
                        errorsOf((await request(UnlinkIdentity_Mutation, { id })).unlinkIdentity),
                      ),
                    t('unlinked', { provider }),
                    t('lastWayIn'),
                  )
                }
              >
                {t('unlink')}
              </Button>
            }
          />
        ))}
        {providers.map(({ id, name }) => (
          <Row
            key={id}
            icon={<Link2 />}
            title={name}
            action={
              <Button
                size="sm"
                variant="ghost"
                pending={pending}
                aria-label={t('linkNamed', { provider: name })}
                onClick={() => void link(id)}
              >
                {t('link')}
              </Button>
            }
          />
        ))}
      </ul>
    </Card>
  );
}
