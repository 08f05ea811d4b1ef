'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { errorsOf } from '@/components/api/input-error';
import { request } from '@/components/api/request';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { LinkButton } from '@/components/ui/link-button';
import { FormError } from './form-error';
import { PasswordInput } from './password-input';
import { ResetPassword_Mutation } from './queries';
import { newPasswordText } from './register-form';
import { useAuthForm } from './use-auth-form';
import { useLinkSecret } from './use-link-secret';

/** Sets a password with a mailed link. It signs nobody in: a second step must not be skipped. */
export function ResetForm() {
  const t = useTranslations('auth');
  const token = useLinkSecret();
  const [outcome, setOutcome] = useState<'set' | 'expired'>();
  const { errors, pending, formProps } = useAuthForm(['password'], async ({ password }) => {
    if ([...password].length < 8) return { password: t('passwordTooShort') };
    const { resetPassword } = await request(ResetPassword_Mutation, {
      input: { token: token ?? '', newPassword: password },
    });
    const [problem] = errorsOf(resetPassword);
    if (problem && problem.code !== 'NOT_FOUND') return { password: newPasswordText(t, problem.code) };
    setOutcome(problem ? 'expired' : 'set');
    return {};
  });
  if (outcome === 'expired' || token === '') {
    return (
      <div className="grid justify-items-start gap-5">
        <p role="alert">{t('linkExpired')}</p>
        <LinkButton href="/forgot" variant="primary" size="lg">
          {t('forgotSubmit')}
        </LinkButton>
      </div>
    );
  }
  if (outcome === 'set') {
    return (
      <div className="grid justify-items-start gap-5">
        <p role="status">{t('resetDone')}</p>
        <LinkButton href="/login" variant="primary" size="lg">
          {t('signIn')}
        </LinkButton>
      </div>
    );
  }
  return (
    <form {...formProps} className="grid gap-5">
      <Field label={t('newPassword')} hint={t('passwordHint')} error={errors.password} required>
        <PasswordInput name="password" autoComplete="new-password" />
      </Field>
      <FormError>{errors.form}</FormError>
      <Button type="submit" variant="primary" size="lg" pending={pending} className="mt-1 w-full">
        {t('resetSubmit')}
      </Button>
    </form>
  );
}
