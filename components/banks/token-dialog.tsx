'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { startTransition, useState, type SubmitEvent } from 'react';
import { errorsOf, failureText } from '@/components/api/input-error';
import { request } from '@/components/api/request';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import type { BankProviderId } from '@/graphql/__generated__/client/graphql';
import { ConnectBankWithToken_Mutation } from './queries';

interface TokenDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  provider: BankProviderId;
  /** The connection to renew. */
  connectionId: string | undefined;
}

/** Takes the token that a bank's own pages gave, and says where they give it. */
export default function TokenDialog({ open, onOpenChange, provider, connectionId }: TokenDialogProps) {
  const t = useTranslations('connections');
  const tErrors = useTranslations('errors');
  const router = useRouter();
  const [token, setToken] = useState('');
  const [error, setError] = useState<string>();
  const [pending, setPending] = useState(false);
  const bank = t(`banks.${provider}.name`);

  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (pending) return;
    if (!token.trim()) return setError(t('tokenMissing'));
    setPending(true);
    try {
      const payload = (
        await request(ConnectBankWithToken_Mutation, { input: { provider, token, connectionId } })
      ).connectBankWithToken;
      const { connection } = payload;
      if (!connection) {
        return setError(t(errorsOf(payload)[0]?.code === 'INVALID' ? 'tokenMissing' : 'tokenRefused'));
      }
      onOpenChange(false);
      setToken('');
      startTransition(() => {
        router.push(`/connections/${connection.id}`);
        router.refresh();
      });
    } catch (failure) {
      setError(failureText(tErrors, failure));
    } finally {
      setPending(false);
    }
  };

  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={t(connectionId ? 'renewTitle' : 'tokenTitle', { bank })}
    >
      <form noValidate onSubmit={(event) => void submit(event)} className="grid gap-4">
        <Field label={t('token')} error={error} required>
          {/* No password manager should offer to keep it, nor fill in the password of Saldo. */}
          <Input
            data-autofocus
            type="password"
            autoComplete="one-time-code"
            spellCheck={false}
            maxLength={500}
            value={token}
            onChange={({ target }) => setToken(target.value)}
          />
        </Field>
        <p className="text-14 text-muted">{t('tokenHint')}</p>
        <Button type="submit" variant="primary" pending={pending} className="justify-self-end">
          {t(connectionId ? 'renew' : 'tokenSubmit')}
        </Button>
      </form>
    </Dialog>
  );
}
