'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { errorsOf } from '@/components/api/input-error';
import { request } from '@/components/api/request';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { FormError } from './form-error';
import { RequestPasswordReset_Mutation } from './queries';
import { looksLikeEmail, useAuthForm } from './use-auth-form';

/**
 * Sends the mail with which a password is reset. What it says afterwards is the same for an address that is
 * nobody's.
 */
export function ForgotForm() {
  const t = useTranslations('auth');
  const [sentTo, setSentTo] = useState<string>();
  const { errors, pending, formProps } = useAuthForm(['email'], async ({ email }) => {
    if (!looksLikeEmail(email)) return { email: t('emailInvalid') };
    const { requestPasswordReset } = await request(RequestPasswordReset_Mutation, { email });
    if (errorsOf(requestPasswordReset).length > 0) return { email: t('emailInvalid') };
    setSentTo(email);
    return {};
  });
  if (sentTo) return <p role="status">{t('forgotSent', { email: sentTo })}</p>;
  return (
    <form {...formProps} className="grid gap-5">
      <p className="text-muted">{t('forgotLead')}</p>
      <Field label={t('email')} error={errors.email} required>
        <Input
          name="email"
          type="email"
          inputMode="email"
          autoComplete="username"
          autoCapitalize="off"
          spellCheck={false}
        />
      </Field>
      <FormError>{errors.form}</FormError>
      <Button type="submit" variant="primary" size="lg" pending={pending} className="mt-1 w-full">
        {t('forgotSubmit')}
      </Button>
    </form>
  );
}
