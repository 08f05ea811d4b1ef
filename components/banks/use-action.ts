import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useState, useTransition } from 'react';
import { failureText, inputErrorText, type InputError } from '@/components/api/input-error';
import { toast } from '@/components/ui/toast';

/**
 * Runs a change that has no form and brings the page up to date; a toast says what was refused. Pending until
 * the page shows it.
 */
export function useAction() {
  const tErrors = useTranslations('errors');
  const router = useRouter();
  const [sending, setSending] = useState(false);
  const [refreshing, refresh] = useTransition();
  const run = async (send: () => Promise<readonly InputError[]>, success?: string) => {
    setSending(true);
    try {
      const [error] = await send();
      if (error) return toast(inputErrorText(tErrors, error), { tone: 'wrong' });
      if (success) toast(success);
      refresh(() => router.refresh());
    } catch (failure) {
      toast(failureText(tErrors, failure), { tone: 'wrong' });
    } finally {
      setSending(false);
    }
  };
  return { run, pending: sending || refreshing };
}
