'use client';

import { KeyRound, LogIn } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { failureText } from '@/components/api/input-error';
import { Button } from '@/components/ui/button';
import { FormError } from './form-error';
import { askForPasskey } from './passkey';
import { goToProvider, signIn } from './sign-in';

interface OtherWaysProps {
  next: string;
  providers: readonly { id: string; name: string }[];
  /** Anyone who registers has no passkey yet. */
  withPasskey?: boolean;
}

/** Signing in without a password: with a passkey, or at a provider that the operator has set up. */
export function OtherWays({ next, providers, withPasskey = false }: OtherWaysProps) {
  const t = useTranslations('auth');
  const tErrors = useTranslations('errors');
  const [pending, setPending] = useState<string | null>(null);
  const [error, setError] = useState<string>();

  /**
   * `go` resolves to what is wrong, or to undefined when nothing came of it; null: on the way to another
   * page.
   */
  const start = async (id: string, go: () => Promise<string | undefined | null>) => {
    if (pending) return;
    setPending(id);
    setError(undefined);
    const problem = await go().catch((failure: unknown) => failureText(tErrors, failure));
    if (problem === null) return;
    setError(problem);
    setPending(null);
  };
  const withKey = async () => {
    const response = await askForPasskey();
    if (response === null) return undefined;
    const result = await signIn({ id: 'passkey', fields: { response } });
    if (result !== 'SIGNED_IN') return t(result === 'TOO_MANY' ? 'tooMany' : 'passkeyUnknown');
    location.assign(next);
    return null;
  };

  if (!withPasskey && providers.length === 0) return null;
  return (
    <div className="mt-6 grid gap-3">
      <p className="flex items-center gap-3 text-12 text-muted before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
        {t('or')}
      </p>
      {withPasskey && (
        <Button
          size="lg"
          className="w-full"
          pending={pending === 'passkey'}
          onClick={() => void start('passkey', withKey)}
        >
          <KeyRound aria-hidden />
          {t('withPasskey')}
        </Button>
      )}
      {providers.map(({ id, name }) => (
        <Button
          key={id}
          size="lg"
          className="w-full"
          pending={pending === id}
          onClick={() =>
            void start(id, async () => {
              await goToProvider(id, next);
              return null;
            })
          }
        >
          <LogIn aria-hidden />
          {t('withProvider', { provider: name })}
        </Button>
      ))}
      <FormError>{error}</FormError>
    </div>
  );
}
