'use client';

import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { FormError } from './form-error';
import { PasswordInput } from './password-input';
import { signIn } from './sign-in';
import { looksLikeEmail, useAuthForm, type AuthErrors } from './use-auth-form';

/** E-mail and password. `next` is a checked path on this site. */
export function LoginForm({ next }: { next: string }) {
  const t = useTranslations('auth');
  const { errors, pending, formProps } = useAuthForm(['email', 'password'], async ({ email, password }) => {
    const found: AuthErrors<'email' | 'password'> = {};
    if (!looksLikeEmail(email)) found.email = t('emailInvalid');
    if (!password) found.password = t('passwordMissing');
    if (found.email || found.password) return found;
    const result = await signIn({ id: 'credentials', fields: { email, password } });
    if (result === 'TOO_MANY') return { form: t('tooMany') };
    if (result === 'REFUSED') return { password: t('wrong') };
    // A whole new page: nothing of the stranger's stays in memory, and theme and language are right from the
    // start.
    location.assign(result === 'WAITING' ? `/login?next=${encodeURIComponent(next)}` : next);
    return null;
  });

  return (
    <form {...formProps} className="grid gap-5">
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
      <div className="grid gap-1.5">
        <Field label={t('password')} error={errors.password} required>
          <PasswordInput name="password" autoComplete="current-password" />
        </Field>
        <Link href="/forgot" className="w-fit text-12 text-accent underline-offset-4 hover:underline">
          {t('forgot')}
        </Link>
      </div>
      <FormError>{errors.form}</FormError>
      <Button type="submit" variant="primary" size="lg" pending={pending} className="mt-1 w-full">
        {t('signIn')}
      </Button>
    </form>
  );
}
