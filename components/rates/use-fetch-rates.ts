import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { startTransition, useState } from 'react';
import useSWR from 'swr';
import { errorsOf, failureText, inputErrorText } from '@/components/api/input-error';
import { request } from '@/components/api/request';
import { toast } from '@/components/ui/toast';
import { FetchRatesNow_Mutation, RateSources_Query, type RateSourceState } from './queries';

const POLL_MS = 1000;
/** A source that fails again as it failed before looks unchanged: nobody waits for it any longer. */
const PATIENCE_MS = 20_000;

type Told = Pick<RateSourceState, 'id' | 'fetchedAt' | 'problem'>;

/** Whether each of the sources has said something else since. */
export function haveAllAnswered(before: readonly Told[], after: readonly Told[]): boolean {
  return before.every(({ id, fetchedAt, problem }) => {
    const latest = after.find((source) => source.id === id);
    return latest?.fetchedAt !== fetchedAt || latest.problem !== problem;
  });
}

/** Has the worker ask the sources, and waits until they have answered; then the page shows the new rates. */
export function useFetchRates(asked: readonly Told[]) {
  const t = useTranslations('rates');
  const tErrors = useTranslations('errors');
  const router = useRouter();
  const [sending, setSending] = useState(false);
  const [since, setSince] = useState<{ sources: readonly Told[]; until: number } | null>(null);

  useSWR(
    since ? ['rate-sources', since.until] : null,
    async () => (await request(RateSources_Query, {})).rateSources,
    {
      refreshInterval: POLL_MS,
      errorRetryInterval: POLL_MS,
      onSuccess: (latest) => {
        if (!since) return;
        const isDone = haveAllAnswered(since.sources, latest);
        if (!isDone && Date.now() < since.until) return;
        setSince(null);
        const hasFailed = latest.some(
          ({ id, problem }) => problem !== null && asked.some((source) => source.id === id),
        );
        if (!isDone) toast(t('stillFetching'));
        else if (!hasFailed) toast(t('fetchedNow'), { tone: 'success' });
        startTransition(() => router.refresh());
      },
    },
  );

  const fetchNow = async () => {
    setSending(true);
    try {
      const [error] = errorsOf((await request(FetchRatesNow_Mutation, {})).fetchRatesNow);
      if (error)
        toast(error.code === 'NOT_ALLOWED' ? t('tooSoon') : inputErrorText(tErrors, error), {
          tone: 'wrong',
        });
      else setSince({ sources: asked, until: Date.now() + PATIENCE_MS });
    } catch (failure) {
      toast(failureText(tErrors, failure), { tone: 'wrong' });
    } finally {
      setSending(false);
    }
  };
  return { fetchNow, pending: sending || since !== null };
}
