'use client';

import { useTranslations } from 'next-intl';
import { errorsOf } from '@/components/api/input-error';
import { request } from '@/components/api/request';
import { FormError } from '../form-error';
import { makePasskey } from '../passkey';
import { useAuthForm } from '../use-auth-form';
import { NotConfirmed, useConfirming } from '@/components/settings/confirming';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { AddPasskey_Mutation, BeginPasskey_Mutation } from './queries';

interface PasskeyDialogProps {
  open: boolean;
  onClose: () => void;
  /** `recoveryCodes` are there with the first factor. */
  onAdded: (recoveryCodes: readonly string[] | null) => void;
}

/** Names a passkey and has the browser make it. */
export function PasskeyDialog({ open, onClose, onAdded }: PasskeyDialogProps) {
  const t = useTranslations('security');
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => next || onClose()}
      title={t('passkeyTitle')}
      description={t('passkeyHow')}
    >
      {open && <PasskeyForm onAdded={onAdded} />}
    </Dialog>
  );
}

function PasskeyForm({ onAdded }: Pick<PasskeyDialogProps, 'onAdded'>) {
  const t = useTranslations('security');
  const confirming = useConfirming();
  const { errors, pending, formProps } = useAuthForm(['name'], async ({ name }) => {
    if (!name) return { name: t('nameMissing') };
    try {
      const { beginPasskey } = await confirming(() => request(BeginPasskey_Mutation, {}));
      const response = await makePasskey(beginPasskey.options);
      if (response === null) return { form: t('passkeyNotMade') };
      const { addPasskey } = await confirming(() =>
        request(AddPasskey_Mutation, { input: { name, response } }),
      );
      if (errorsOf(addPasskey).length > 0) return { form: t('passkeyNotMade') };
      onAdded(addPasskey.recoveryCodes ?? null);
      return null;
    } catch (failure) {
      if (failure instanceof NotConfirmed) return {};
      throw failure;
    }
  });
  return (
    <form {...formProps} className="grid gap-5">
      <Field label={t('passkeyName')} hint={t('passkeyNameHint')} error={errors.name} required>
        <Input name="name" data-autofocus autoComplete="off" maxLength={100} />
      </Field>
      <FormError>{errors.form}</FormError>
      <Button type="submit" variant="primary" pending={pending} className="justify-self-end">
        {t('passkeySubmit')}
      </Button>
    </form>
  );
}
