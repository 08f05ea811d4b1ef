'use client';

import { useTranslations } from 'next-intl';
import { useState, useSyncExternalStore } from 'react';
import type { InputError } from '@/components/api/input-error';
import { request } from '@/components/api/request';
import { CurrencyInput } from '@/components/accounts/currency-input';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { graphql } from '@/graphql/__generated__/client';
import { guessCurrency } from './guess-currency';
import { PasswordInput } from './password-input';
import { signIn } from './sign-in';
import { looksLikeEmail, useAuthForm, type AuthErrors } from './use-auth-form';

const SignUp_Mutation = graphql(`
  mutation SignUp_Mutation($input: SignUpInput!) {
    signUp(input: $input) {
      user {
        id
      }
      errors {
        code
        message
        path
      }
    }
  }
`);

const SetTimeZone_Mutation = graphql(`
  mutation SetTimeZone_Mutation($timeZone: String!) {
    updateHousehold(input: { timeZone: $timeZone }) {
      errors {
        code
      }
    }
  }
`);

const timeZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;
const never = () => () => {};

/** Registers somebody with a household of their own or, with an invitation, into the household that invited them. */
export function RegisterForm({ next, invitation }: { next: string; invitation: { token: string; email: string } | null }) {
  const t = useTranslations('auth');
  const guessed = useSyncExternalStore(never, () => guessCurrency(timeZone(), navigator.language), () => '');
  const [chosen, setChosen] = useState<string | null>(null);
  const baseCurrency = chosen ?? guessed;

  const { errors, pending, formProps } = useAuthForm(async ({ email, password }) => {
    const found: AuthErrors = {};
    if (!looksLikeEmail(email)) found.email = t('emailInvalid');
    if ([...password].length < 8) found.password = t('passwordTooShort');
    if (!invitation && !baseCurrency) found.baseCurrency = t('currencyInvalid');
    if (Object.keys(found).length > 0) return found;

    const { signUp } = await request(SignUp_Mutation, { input: { email, password, ...(invitation ? { invitation: invitation.token } : { baseCurrency }) } });
    if (signUp.errors.length > 0) return errorsOfSignUp(t, signUp.errors);
    if (!(await signIn(email, password))) return { form: t('signInFailed') };
    // Decides which day is today. The household starts in Prague's; not worth failing for, the settings have it too.
    if (!invitation) await request(SetTimeZone_Mutation, { timeZone: timeZone() }).catch(() => {});
    location.assign(next);
    return null;
  });

  return (
    <form {...formProps} className="grid gap-5">
      <Field label={t('email')} hint={invitation ? t('invitedAs') : undefined} error={errors.email} required>
        <Input name="email" defaultValue={invitation?.email} readOnly={invitation !== null} type="email" inputMode="email" autoComplete="username" autoCapitalize="off" spellCheck={false} />
      </Field>
      <Field label={t('password')} hint={t('passwordHint')} error={errors.password} required>
        <PasswordInput name="password" autoComplete="new-password" />
      </Field>
      {!invitation && (
        <Field label={t('baseCurrency')} hint={t('baseCurrencyHint')} error={errors.baseCurrency} required>
          <CurrencyInput name="baseCurrency" label={t('baseCurrency')} value={baseCurrency} onValueChange={setChosen} />
        </Field>
      )}
      {errors.form && (
        <p role="alert" className="text-wrong">
          {errors.form}
        </p>
      )}
      <Button type="submit" variant="primary" size="lg" pending={pending} className="mt-1 w-full">
        {t('signUp')}
      </Button>
    </form>
  );
}

/** The API's failures as sentences of this form; an unforeseen one as the API says it. */
function errorsOfSignUp(t: ReturnType<typeof useTranslations<'auth'>>, errors: readonly InputError[]): AuthErrors {
  const password = { OUT_OF_RANGE: t('passwordTooShort'), TOO_LONG: t('passwordTooLong'), NOT_ALLOWED: t('passwordTooCommon') } as Record<string, string>;
  const found: AuthErrors = {};
  for (const { code, message, path } of errors) {
    const field = path.at(-1);
    if (field === 'email') found.email ??= code === 'CONFLICT' ? t('emailTaken') : t('emailInvalid');
    else if (field === 'password') found.password ??= password[code] ?? t('passwordInvalid');
    else if (field === 'baseCurrency') found.baseCurrency ??= t('currencyInvalid');
    else found.form ??= message;
  }
  return found;
}
