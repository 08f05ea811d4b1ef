'use client';

import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { PasswordInput } from './password-input';
import { signIn } from './sign-in';
import { looksLikeEmail, useAuthForm, type AuthErrors } from './use-auth-form';

/** `next` is a checked path on this site. */
export function LoginForm({ next }: { next: string }) {
  const t = useTranslations('auth');
  const { errors, pending, formProps } = useAuthForm(async ({ email, password }) => {
    const found: AuthErrors = {};
    if (!looksLikeEmail(email)) found.email = t('emailInvalid');
    if (!password) found.password = t('passwordMissing');
    if (found.email || found.password) return found;
    if (!(await signIn(email, password))) return { password: t('wrong') };
    // A whole new page: nothing of the stranger's stays in memory, and theme and language are right from the start.
    location.assign(next);
    return null;
  });

  return (
    <form {...formProps} className="grid gap-5">
      <Field label={t('email')} error={errors.email} required>
        <Input name="email" type="email" inputMode="email" autoComplete="username" autoCapitalize="off" spellCheck={false} />
      </Field>
      <Field label={t('password')} error={errors.password} required>
        <PasswordInput name="password" autoComplete="current-password" />
      </Field>
      {errors.form && (
        <p role="alert" className="text-wrong">
          {errors.form}
        </p>
      )}
      <Button type="submit" variant="primary" size="lg" pending={pending} className="mt-1 w-full">
        {t('signIn')}
      </Button>
    </form>
  );
}
