'use client';

import { KeyRound, LifeBuoy, Smartphone } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { startTransition, useState } from 'react';
import { errorsOf } from '@/components/api/input-error';
import { request } from '@/components/api/request';
import { formatInstant } from '@/components/files/format-instant';
import { useConfirming } from '@/components/settings/confirming';
import { useSaving } from '@/components/settings/use-saving';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { toast } from '@/components/ui/toast';
import { PasskeyDialog } from './passkey-dialog';
import {
  BeginTotp_Mutation,
  RemovePasskey_Mutation,
  RemoveTotp_Mutation,
  ReplaceRecoveryCodes_Mutation,
  type SignInMethods,
} from './queries';
import { Row } from './row';
import { SecretDialog } from './secret-dialog';
import { TotpDialog } from './totp-dialog';

/** The second step, and passkeys, which also stand alone; and the codes for who has lost them. */
export function FactorsSection({
  methods: { totpSince, passkeys, recoveryCodesLeft },
  timeZone,
}: {
  methods: SignInMethods;
  timeZone: string;
}) {
  const t = useTranslations('security');
  const locale = useLocale();
  const router = useRouter();
  const confirming = useConfirming();
  const { save, pending } = useSaving();
  const [begun, setBegun] = useState<{ seed: string; uri: string } | null>(null);
  const [isMakingKey, setIsMakingKey] = useState(false);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const instant = (at: string) => formatInstant(at, locale, timeZone);

  const added = (message: string) => (recoveryCodes: readonly string[] | null) => {
    setBegun(null);
    setIsMakingKey(false);
    setCodes(recoveryCodes);
    toast(message, { tone: 'success' });
    startTransition(() => router.refresh());
  };
  const beginTotp = () =>
    save(async () => {
      const { beginTotp: answer } = await confirming(() => request(BeginTotp_Mutation, {}));
      if (answer.seed && answer.uri) setBegun({ seed: answer.seed, uri: answer.uri });
      return errorsOf(answer);
    });
  const replaceCodes = () =>
    save(async () => {
      const { replaceRecoveryCodes } = await confirming(() => request(ReplaceRecoveryCodes_Mutation, {}));
      setCodes(replaceRecoveryCodes.recoveryCodes ?? null);
      return errorsOf(replaceRecoveryCodes);
    });
  const button = (label: string, onClick: () => unknown, ariaLabel = label) => (
    <Button size="sm" variant="ghost" pending={pending} aria-label={ariaLabel} onClick={() => void onClick()}>
      {label}
    </Button>
  );

  return (
    <Card title={t('factors')} flush>
      <p className="px-4 pb-4 text-14 text-muted sm:px-6">{t('factorsLead')}</p>
      <ul>
        <Row
          icon={<Smartphone />}
          title={t('totp')}
          detail={totpSince ? t('since', { when: instant(totpSince) }) : t('totpNone')}
          action={
            totpSince
              ? button(
                  t('remove'),
                  () =>
                    save(
                      () =>
                        confirming(async () => errorsOf((await request(RemoveTotp_Mutation, {})).removeTotp)),
                      t('totpRemoved'),
                    ),
                  t('removeNamed', { name: t('totp') }),
                )
              : button(t('totpAdd'), beginTotp)
          }
        />
        {passkeys.map(({ id, name, createdAt, lastUsedAt }) => (
          <Row
            key={id}
            icon={<KeyRound />}
            title={name}
            detail={
              lastUsedAt
                ? t('lastUsed', { when: instant(lastUsedAt) })
                : t('passkeySince', { when: instant(createdAt) })
            }
            action={button(
              t('remove'),
              () =>
                save(
                  () =>
                    confirming(async () =>
                      errorsOf((await request(RemovePasskey_Mutation, { id })).removePasskey),
                    ),
                  t('passkeyRemoved', { name }),
                  t('lastWayIn'),
                ),
              t('removeNamed', { name }),
            )}
          />
        ))}
        <Row
          icon={<KeyRound />}
          title={t('passkeys')}
          detail={t('passkeysWhat')}
          action={button(t('passkeyAdd'), () => setIsMakingKey(true))}
        />
        {(totpSince || passkeys.length > 0) && (
          <Row
            icon={<LifeBuoy />}
            title={t('recoveryCodes')}
            detail={t('recoveryCodesLeft', { count: recoveryCodesLeft })}
            action={button(t('replaceCodes'), replaceCodes)}
          />
        )}
      </ul>
      <TotpDialog begun={begun} onClose={() => setBegun(null)} onAdded={added(t('totpAdded'))} />
      <PasskeyDialog
        open={isMakingKey}
        onClose={() => setIsMakingKey(false)}
        onAdded={added(t('passkeyAdded'))}
      />
      <SecretDialog
        title={t('codesTitle')}
        description={t('codesWhy')}
        secrets={codes}
        onClose={() => setCodes(null)}
      />
    </Card>
  );
}
