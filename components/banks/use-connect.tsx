'use client';

import { useTranslations } from 'next-intl';
import dynamic from 'next/dynamic';
import { useState, type ReactNode } from 'react';
import { failureText } from '@/components/api/input-error';
import { request } from '@/components/api/request';
import { toast } from '@/components/ui/toast';
import { BeginBankConnection_Mutation, type Bank } from './queries';

const TokenDialog = dynamic(() => import('./token-dialog'), { ssr: false });

interface Connecting {
  start: () => void;
  pending: boolean;
  /** To be rendered somewhere: what asks for a token. */
  dialog: ReactNode;
}

/**
 * Connects a bank, or renews `connectionId`: on the bank's own pages, or with a token that it gives. Null
 * where the server does not offer the bank.
 */
export function useConnect(bank: Bank | undefined, connectionId?: string): Connecting | null {
  const t = useTranslations('connections');
  const tErrors = useTranslations('errors');
  const [pending, setPending] = useState(false);
  // Null until first opened, so that the dialog's code waits.
  const [asking, setAsking] = useState<boolean | null>(null);
  if (!bank) return null;

  const begin = async () => {
    setPending(true);
    try {
      const { url } = (
        await request(BeginBankConnection_Mutation, { input: { provider: bank.provider, connectionId } })
      ).beginBankConnection;
      // Pending stays: the next thing the person sees are the bank's pages.
      if (url) return window.location.assign(url);
      toast(t('bankRefused'), { tone: 'wrong' });
    } catch (failure) {
      toast(failureText(tErrors, failure), { tone: 'wrong' });
    }
    setPending(false);
  };

  return {
    start: () => (bank.consent === 'TOKEN' ? setAsking(true) : void begin()),
    pending,
    dialog: asking !== null && (
      <TokenDialog
        open={asking}
        onOpenChange={setAsking}
        provider={bank.provider}
        connectionId={connectionId}
      />
    ),
  };
}
