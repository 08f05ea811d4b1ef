'use client';

import { useTranslations } from 'next-intl';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { errorsOf } from '@/components/api/input-error';
import { request } from '@/components/api/request';
import { FormError } from '../form-error';
import { useAuthForm } from '../use-auth-form';
import { useConfirming } from '@/components/settings/confirming';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { AddTotp_Mutation } from './queries';

const QrCode = dynamic(() => import('./qr-code'), {
  ssr: false,
  loading: () => <span className="size-44 rounded-md bg-grey-3" />,
});

interface TotpDialogProps {
  /** The app that was begun; null while the dialog is closed. */
  begun: { seed: string; uri: string } | null;
  onClose: () => void;
  /** `recoveryCodes` are there with the first factor. */
  onAdded: (recoveryCodes: readonly string[] | null) => void;
}

/** Shows the seed to an authenticator app, and takes it into use with the first code. */
export function TotpDialog({ begun, onClose, onAdded }: TotpDialogProps) {
  const t = useTranslations('security');
  const [last, setLast] = useState(begun);
  if (begun && begun !== last) setLast(begun);
  return (
    <Dialog
      open={begun !== null}
      onOpenChange={(open) => open || onClose()}
      title={t('totpTitle')}
      description={t('totpHow')}
    >
      {last && <TotpForm {...last} onAdded={onAdded} />}
    </Dialog>
  );
}

function TotpForm({
  seed,
  uri,
  onAdded,
}: {
  seed: string;
  uri: string;
  onAdded: TotpDialogProps['onAdded'];
}) {
  const t = useTranslations('security');
  const tAuth = useTranslations('auth');
  const confirming = useConfirming();
  const { errors, pending, formProps } = useAuthForm(['code'], async ({ code }) => {
    if (!code) return { code: tAuth('codeMissing') };
    const { addTotp } = await confirming(() => request(AddTotp_Mutation, { code }));
    if (errorsOf(addTotp).length > 0) return { code: tAuth('codeWrong') };
    onAdded(addTotp.recoveryCodes ?? null);
    return null;
  });
  return (
    <form {...formProps} className="grid gap-5">
      <div className="flex flex-wrap items-center gap-5">
        <QrCode text={uri} label={t('totpQr')} />
        <p className="min-w-0 flex-1 basis-40 text-14 text-muted">
          {t('totpByHand')}
          <code className="mt-1 block font-mono text-14 break-all text-ink select-all">
            {seed.replaceAll(/.{4}(?=.)/g, '$& ')}
          </code>
        </p>
      </div>
      <Field label={tAuth('code')} error={errors.code} required>
        <Input name="code" data-autofocus inputMode="numeric" autoComplete="one-time-code" maxLength={10} />
      </Field>
      <FormError>{errors.form}</FormError>
      <Button type="submit" variant="primary" pending={pending} className="justify-self-end">
        {t('totpSubmit')}
      </Button>
    </form>
  );
}
