'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { startTransition } from 'react';
import useSWR from 'swr';
import { request } from '@/components/api/request';
import { Banner } from '@/components/ui/banner';
import { PendingCurrency_Query } from './queries';

const POLL_MS = 3000;

/** Says in which currency totals still are, until those in the next one are there. */
export function PendingCurrency({ from, to }: { from: string; to: string }) {
  const t = useTranslations('dashboard');
  const router = useRouter();
  useSWR(
    ['pending-currency', to],
    async () => (await request(PendingCurrency_Query, {})).household.pendingBaseCurrency,
    {
      refreshInterval: (pending) => (pending === null ? 0 : POLL_MS),
      // A failed look is not the end: the worker goes on, and so does looking.
      errorRetryInterval: POLL_MS,
      onSuccess: (pending) => {
        if (pending !== to) startTransition(() => router.refresh());
      },
    },
  );
  return <Banner>{t('pendingCurrency', { from, to })}</Banner>;
}
