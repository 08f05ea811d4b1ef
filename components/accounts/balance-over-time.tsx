'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useMemo } from 'react';
import { LineOverTime } from '@/components/charts/line-over-time';
import { writeFilters } from '@/components/transactions/filter';
import { endOfMonth, monthOf } from '@/lib/core/dates/local-date';

interface BalanceOverTimeProps {
  points: readonly { date: string; amount: string }[];
  currency: string;
  accountId: string;
}

/** The balance at the end of each month; a point leads to what was booked in that month. */
export function BalanceOverTime({ points, currency, accountId }: BalanceOverTimeProps) {
  const t = useTranslations('accounts');
  const router = useRouter();
  const openMonth = useMemo(
    () => (index: number) => {
      const date = points[index]?.date;
      if (date)
        router.push(
          `/transactions?${writeFilters({ accounts: [accountId], from: monthOf(date), to: endOfMonth(date) })}`,
        );
    },
    [points, accountId, router],
  );
  return (
    <LineOverTime
      label={t('balanceOverTime')}
      points={points}
      currency={currency}
      measure={t('balance')}
      unit="month"
      onSelect={openMonth}
    />
  );
}
