'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { errorsOf, type InputError } from '@/components/api/input-error';
import { request } from '@/components/api/request';
import { PasswordInput } from '../password-input';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Field } from '@/components/ui/field';
import { ChangePassword_Mutation } from './queries';
import { useSaving } from '@/components/settings/use-saving';

/** What the API refuses about a new password, by its code. */
const newPasswordTexts = {
  OUT_OF_RANGE: 'passwordTooShort',
  TOO_LONG: 'passwordTooLong',
  NOT_ALLOWED: 'passwordCommon',
} as const;

export function PasswordSection({ email }: { email: string }) {
  const t = useTranslations('security');
  const { save, pending, errorAt, textAt } = useSaving();
  const [currentPassword, setCurrentPassword] = useState('');
  const [newPassword, setNewPassword] = useState('');

  const newPasswordText = (error: InputError | undefined) =>
    error && error.code in newPasswordTexts
      ? t(newPasswordTexts[error.code as keyof typeof newPasswordTexts])
      : textAt('newPassword');

  const submit = async () => {
    const saved = await save(
      async () =>
        errorsOf(
          (await request(ChangePassword_Mutation, { input: { currentPassword, newPassword } }))
            .changePassword,
        ),
      t('passwordChanged'),
    );
    if (!saved) return;
    setCurrentPassword('');
    setNewPassword('');
  };

  return (
    <Card title={t('password')}>
      <form
        noValidate
        className="grid gap-5 sm:grid-cols-2"
        onSubmit={(event) => {
          event.preventDefault();
          if (!pending) void submit();
        }}
      >
        {/* Tells password managers whose password this is. */}
        <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
        <Field
          label={t('currentPassword')}
          error={errorAt('currentPassword') ? t('currentPasswordWrong') : undefined}
          required
        >
          <PasswordInput
            autoComplete="current-password"
            value={currentPassword}
            onChange={({ target }) => setCurrentPassword(target.value)}
          />
        </Field>
        <Field
          label={t('newPassword')}
          error={newPasswordText(errorAt('newPassword'))}
          hint={t('passwordHint')}
          required
        >
          <PasswordInput
            autoComplete="new-password"
            value={newPassword}
            onChange={({ target }) => setNewPassword(target.value)}
          />
        </Field>
        <div className="sm:col-span-2">
          <Button type="submit" pending={pending}>
            {t('changePassword')}
          </Button>
        </div>
      </form>
    </Card>
  );
}
