'use client';

import { KeyRound } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { failureText } from '@/components/api/input-error';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import type { FactorKind } from '@/graphql/__generated__/client/graphql';
import { FormError } from './form-error';
import { askForPasskey } from './passkey';
import { signIn } from './sign-in';
import { useAuthForm } from './use-auth-form';

/**
 * The second step of a sign-in whose first step was right. A recovery code is the way out for who has lost
 * the rest.
 */
export function SecondStep({ kinds, next }: { kinds: readonly FactorKind[]; next: string }) {
  const t = useTranslations('auth');
  const tErrors = useTranslations('errors');
  const [isRecovering, setIsRecovering] = useState(!kinds.includes('TOTP') && !kinds.includes('PASSKEY'));
  const [keyError, setKeyError] = useState<string>();
  const hasCode = isRecovering || kinds.includes('TOTP');

  const { errors, pending, formProps } = useAuthForm(['code'], async ({ code }) => {
    if (!code) return { code: t('codeMissing') };
    const result = await signIn({
      id: 'second-step',
      fields: isRecovering ? { recoveryCode: code } : { totp: code },
    });
    if (result === 'TOO_MANY') return { code: t('tooMany') };
    if (result !== 'SIGNED_IN') return { code: t(isRecovering ? 'recoveryCodeWrong' : 'codeWrong') };
    location.assign(next);
    return null;
  });
  const withKey = async () => {
    setKeyError(undefined);
    try {
      const passkey = await askForPasskey();
      if (passkey === null) return;
      if ((await signIn({ id: 'second-step', fields: { passkey } })) === 'SIGNED_IN') location.assign(next);
      else setKeyError(t('passkeyNotYours'));
    } catch (failure) {
      setKeyError(failureText(tErrors, failure));
    }
  };

  return (
    <div className="grid gap-5">
      {hasCode && (
        <form key={String(isRecovering)} {...formProps} className="grid gap-5">
          <Field
            label={t(isRecovering ? 'recoveryCode' : 'code')}
            hint={t(isRecovering ? 'recoveryCodeHint' : 'codeHint')}
            error={errors.code}
            required
          >
            {isRecovering ? (
              <Input name="code" autoFocus autoComplete="off" autoCapitalize="off" spellCheck={false} />
            ) : (
              <Input name="code" autoFocus inputMode="numeric" autoComplete="one-time-code" maxLength={10} />
            )}
          </Field>
          <FormError>{errors.form}</FormError>
          <Button type="submit" variant="primary" size="lg" pending={pending} className="w-full">
            {t('signIn')}
          </Button>
        </form>
      )}
      {kinds.includes('PASSKEY') && !isRecovering && (
        <Button
          size="lg"
          variant={hasCode ? 'secondary' : 'primary'}
          className="w-full"
          onClick={() => void withKey()}
        >
          <KeyRound aria-hidden />
          {t('withPasskey')}
        </Button>
      )}
      <FormError>{keyError}</FormError>
      {kinds.includes('RECOVERY_CODE') && !isRecovering && (
        <button
          type="button"
          className="w-fit text-14 text-accent underline-offset-4 hover:underline"
          onClick={() => setIsRecovering(true)}
        >
          {t('useRecoveryCode')}
        </button>
      )}
    </div>
  );
}
