'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { startTransition } from 'react';
import { errorsOf } from '@/components/api/input-error';
import { request } from '@/components/api/request';
import { FormError } from '../form-error';
import { useAuthForm } from '../use-auth-form';
import { NotConfirmed, useConfirming } from '@/components/settings/confirming';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import type { TokenAccess } from '@/graphql/__generated__/client/graphql';
import { CreateAccessToken_Mutation } from './queries';

const accesses = ['READ', 'WRITE', 'ADMIN'] as const satisfies readonly TokenAccess[];
const days = [30, 90, 365] as const;

interface NewTokenDialogProps {
  open: boolean;
  /** The household that the token will act in. */
  household: string;
  onClose: () => void;
  onMade: (secret: string) => void;
}

export function NewTokenDialog({ open, household, onClose, onMade }: NewTokenDialogProps) {
  const t = useTranslations('security');
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => next || onClose()}
      title={t('newToken')}
      description={t('newTokenWhat', { household })}
    >
      {open && <NewTokenForm onMade={onMade} />}
    </Dialog>
  );
}

function NewTokenForm({ onMade }: Pick<NewTokenDialogProps, 'onMade'>) {
  const t = useTranslations('security');
  const router = useRouter();
  const confirming = useConfirming();
  const { errors, pending, formProps } = useAuthForm(
    ['name', 'access', 'days'],
    async ({ name, access, days: expiresInDays }) => {
      if (!name) return { name: t('nameMissing') };
      try {
        const input = { name, access: access as TokenAccess, expiresInDays: Number(expiresInDays) };
        const { createAccessToken } = await confirming(() => request(CreateAccessToken_Mutation, { input }));
        if (!createAccessToken.secret)
          return errorsOf(createAccessToken)[0]?.path.at(-1) === 'access'
            ? { access: t('accessTooLarge') }
            : { form: t('tokensFull') };
        startTransition(() => router.refresh());
        onMade(createAccessToken.secret);
        return null;
      } catch (failure) {
        if (failure instanceof NotConfirmed) return {};
        throw failure;
      }
    },
  );
  return (
    <form {...formProps} className="grid gap-5">
      <Field label={t('tokenName')} hint={t('tokenNameHint')} error={errors.name} required>
        <Input name="name" data-autofocus autoComplete="off" maxLength={100} />
      </Field>
      <Field label={t('tokenAccess')} error={errors.access}>
        <Select name="access" defaultValue="READ">
          {accesses.map((access) => (
            <option key={access} value={access}>
              {t(`access.${access}`)}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={t('tokenDays')}>
        <Select name="days" defaultValue="90">
          {days.map((count) => (
            <option key={count} value={count}>
              {t('days', { count })}
            </option>
          ))}
        </Select>
      </Field>
      <FormError>{errors.form}</FormError>
      <Button type="submit" variant="primary" pending={pending} className="justify-self-end">
        {t('tokenSubmit')}
      </Button>
    </form>
  );
}
