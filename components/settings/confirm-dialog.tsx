'use client';

import { KeyRound, LogIn } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { usePathname } from 'next/navigation';
import { useEffect, useState } from 'react';
import { errorsOf, failureText } from '@/components/api/input-error';
import { request } from '@/components/api/request';
import { FormError } from '@/components/sign-in/form-error';
import { askForPasskey } from '@/components/sign-in/passkey';
import { PasswordInput } from '@/components/sign-in/password-input';
import { goToProvider } from '@/components/sign-in/sign-in';
import { useAuthForm } from '@/components/sign-in/use-auth-form';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Skeleton } from '@/components/ui/skeleton';
import type { ConfirmDialog_QueryQuery, ConfirmInput } from '@/graphql/__generated__/client/graphql';
import { Confirm_Mutation, ConfirmDialog_Query } from './confirm-queries';

interface ConfirmDialogProps {
  open: boolean;
  onDone: (confirmed: boolean) => void;
}

/** Asks for a proof that it is still the person who signed in, in each way that they have. */
export function ConfirmDialog({ open, onDone }: ConfirmDialogProps) {
  const t = useTranslations('security');
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => next || onDone(false)}
      title={t('confirmTitle')}
      description={t('confirmWhy')}
    >
      {open && <Ways onConfirmed={() => onDone(true)} />}
    </Dialog>
  );
}

function Ways({ onConfirmed }: { onConfirmed: () => void }) {
  const tErrors = useTranslations('errors');
  const [known, setKnown] = useState<ConfirmDialog_QueryQuery>();
  const [error, setError] = useState<string>();
  useEffect(() => {
    request(ConfirmDialog_Query, {}).then(setKnown, (failure: unknown) =>
      setError(failureText(tErrors, failure)),
    );
  }, [tErrors]);
  if (error) return <FormError>{error}</FormError>;
  if (!known) return <Skeleton className="h-24 w-full" />;
  const { signInMethods, signInProviders, viewer } = known;
  const linked = signInProviders.filter(({ name }) =>
    signInMethods.identities.some(({ provider }) => provider === name),
  );
  return (
    <div className="grid gap-5">
      {(signInMethods.hasPassword || signInMethods.totpSince) && (
        <SecretForm
          kind={signInMethods.hasPassword ? 'password' : 'totp'}
          email={viewer?.email ?? ''}
          onConfirmed={onConfirmed}
        />
      )}
      <OtherProofs
        hasPasskey={signInMethods.passkeys.length > 0}
        providers={linked}
        onConfirmed={onConfirmed}
      />
    </div>
  );
}

/** Resolves to whether the API took the proof. */
async function confirm(input: ConfirmInput): Promise<boolean> {
  return errorsOf((await request(Confirm_Mutation, { input })).confirm).length === 0;
}

function SecretForm({
  kind,
  email,
  onConfirmed,
}: {
  kind: 'password' | 'totp';
  email: string;
  onConfirmed: () => void;
}) {
  const t = useTranslations('security');
  const tAuth = useTranslations('auth');
  const { errors, pending, formProps } = useAuthForm(['password', 'totp'], async (given) => {
    if (!given[kind]) return { [kind]: tAuth(kind === 'password' ? 'passwordMissing' : 'codeMissing') };
    if (!(await confirm({ [kind]: given[kind] })))
      return { [kind]: tAuth(kind === 'password' ? 'passwordWrong' : 'codeWrong') };
    onConfirmed();
    return null;
  });
  return (
    <form {...formProps} className="grid gap-4">
      {/* Tells password managers whose password this is. */}
      <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
      {kind === 'password' ? (
        <Field label={tAuth('password')} error={errors.password} required>
          <PasswordInput name="password" autoComplete="current-password" data-autofocus />
        </Field>
      ) : (
        <Field label={tAuth('code')} error={errors.totp} required>
          <Input name="totp" inputMode="numeric" autoComplete="one-time-code" maxLength={10} data-autofocus />
        </Field>
      )}
      <FormError>{errors.form}</FormError>
      <Button type="submit" variant="primary" pending={pending} className="justify-self-end">
        {t('confirmSubmit')}
      </Button>
    </form>
  );
}

function OtherProofs({
  hasPasskey,
  providers,
  onConfirmed,
}: {
  hasPasskey: boolean;
  providers: readonly { id: string; name: string }[];
  onConfirmed: () => void;
}) {
  const t = useTranslations('security');
  const tAuth = useTranslations('auth');
  const tErrors = useTranslations('errors');
  const path = usePathname();
  const [error, setError] = useState<string>();
  const start = (go: () => Promise<void>) => {
    setError(undefined);
    go().catch((failure: unknown) => setError(failureText(tErrors, failure)));
  };
  const withKey = async () => {
    const passkey = await askForPasskey();
    if (passkey === null) return;
    if (await confirm({ passkey })) onConfirmed();
    else setError(tAuth('passkeyNotYours'));
  };
  return (
    <div className="grid gap-2">
      {hasPasskey && (
        <Button onClick={() => start(withKey)}>
          <KeyRound aria-hidden />
          {t('confirmWithPasskey')}
        </Button>
      )}
      {providers.map(({ id, name }) => (
        <Button key={id} onClick={() => start(() => goToProvider(id, path, { proveAnew: true }))}>
          <LogIn aria-hidden />
          {t('confirmAtProvider', { provider: name })}
        </Button>
      ))}
      {providers.length > 0 && <p className="text-12 text-muted">{t('confirmAtProviderHint')}</p>}
      <FormError>{error}</FormError>
    </div>
  );
}
