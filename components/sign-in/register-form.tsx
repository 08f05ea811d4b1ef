'use client';

import { useTranslations } from 'next-intl';
import { errorsOf, type InputError } from '@/components/api/input-error';
import { request } from '@/components/api/request';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { graphql } from '@/graphql/__generated__/client';
import { FormError } from './form-error';
import { guessCurrency } from './guess-currency';
import { PasswordInput } from './password-input';
import { signIn } from './sign-in';
import { looksLikeEmail, useAuthForm, type AuthErrors } from './use-auth-form';

const SignUp_Mutation = graphql(`
  mutation SignUp_Mutation($input: SignUpInput!) {
    signUp(input: $input) {
      errors {
        ...InputError
      }
    }
  }
`);

const SetTimeZone_Mutation = graphql(`
  mutation SetTimeZone_Mutation($timeZone: String!) {
    updateHousehold(input: { timeZone: $timeZone }) {
      errors {
        ...InputError
      }
    }
  }
`);

type Errors = AuthErrors<'email' | 'password'>;

/**
 * Asks for an address and a password and for nothing else: currency and time zone are guessed, and the
 * settings have them. With an invitation the person joins the household that invited them.
 */
export function RegisterForm({
  next,
  invitation,
}: {
  next: string;
  invitation: { token: string; email: string } | null;
}) {
  const t = useTranslations('auth');
  const { errors, pending, formProps } = useAuthForm(['email', 'password'], async ({ email, password }) => {
    const found: Errors = {};
    if (!looksLikeEmail(email)) found.email = t('emailInvalid');
    if ([...password].length < 8) found.password = t('passwordTooShort');
    if (Object.keys(found).length > 0) return found;

    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    const household = invitation
      ? { invitation: invitation.token }
      : { baseCurrency: guessCurrency(timeZone, navigator.language) };
    const { signUp } = await request(SignUp_Mutation, { input: { email, password, ...household } });
    if (errorsOf(signUp).length > 0) return errorsOfSignUp(t, errorsOf(signUp));
    const result = await signIn({ id: 'credentials', fields: { email, password } });
    if (result === 'TOO_MANY') return { form: t('tooMany') };
    // The address was registered before, with another password; the mail that has gone there says so.
    if (result === 'REFUSED') return { form: t('signUpMailed') };
    if (result === 'WAITING') {
      location.assign(`/login?next=${encodeURIComponent(next)}`);
      return null;
    }
    // Decides which day is today. The household starts in Prague's; not worth failing for, the settings have
    // it too.
    if (!invitation) await request(SetTimeZone_Mutation, { timeZone }).catch(() => {});
    location.assign(next);
    return null;
  });

  return (
    <form {...formProps} className="grid gap-5">
      <Field label={t('email')} hint={invitation ? t('invitedAs') : undefined} error={errors.email} required>
        <Input
          name="email"
          defaultValue={invitation?.email}
          readOnly={invitation !== null}
          type="email"
          inputMode="email"
          autoComplete="username"
          autoCapitalize="off"
          spellCheck={false}
        />
      </Field>
      <Field label={t('password')} hint={t('passwordHint')} error={errors.password} required>
        <PasswordInput name="password" autoComplete="new-password" />
      </Field>
      <FormError>{errors.form}</FormError>
      <Button type="submit" variant="primary" size="lg" pending={pending} className="mt-1 w-full">
        {t('signUp')}
      </Button>
    </form>
  );
}

/** The API's failures as sentences of this form; an unforeseen one as the API says it. */
function errorsOfSignUp(
  t: ReturnType<typeof useTranslations<'auth'>>,
  errors: readonly InputError[],
): Errors {
  const found: Errors = {};
  for (const { code, message, path } of errors) {
    const field = path.at(-1);
    if (field === 'email') found.email ??= t('emailInvalid');
    else if (field === 'password') found.password ??= newPasswordText(t, code);
    else found.form ??= message;
  }
  return found;
}

/** What the API refuses about a new password. */
export function newPasswordText(t: ReturnType<typeof useTranslations<'auth'>>, code: string): string {
  const texts: Record<string, string> = {
    OUT_OF_RANGE: t('passwordTooShort'),
    TOO_LONG: t('passwordTooLong'),
    NOT_ALLOWED: t('passwordTooCommon'),
  };
  return texts[code] ?? t('passwordInvalid');
}
