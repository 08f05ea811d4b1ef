'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useMemo } from 'react';
import { BarsWithNet } from '@/components/charts/bars-with-net';
import { LineOverTime } from '@/components/charts/line-over-time';
import { writeFilters } from '@/components/transactions/filter';
import { endOfMonth, monthOf } from '@/lib/core/dates/local-date';
import { daysOfMonth } from './period';

interface Period {
  from: string;
  to: string;
}

interface MonthsProps {
  months: readonly { month: string; income: string; expenses: string; net: string }[];
  currency: string;
  /** What the bars cover. */
  period: Period;
  /** The month that the other figures are about, when it is one among those shown. */
  markedMonth?: string | undefined;
  /** In the household's time zone. */
  today: string;
}

/** Income and expenses by month; a month leads to its transactions. */
export function Months({ months, currency, period, markedMonth, today }: MonthsProps) {
  const t = useTranslations('dashboard');
  const openMonth = useOpenMonth(period);
  return (
    <BarsWithNet
      label={t('incomeAndExpenses')}
      months={months}
      currency={currency}
      markedMonth={markedMonth}
      unfinishedMonth={today < endOfMonth(today) ? monthOf(today) : undefined}
      onSelect={useMemo(
        () => (index: number) => openMonth(months[index]?.month, ['INCOME', 'EXPENSE']),
        [openMonth, months],
      )}
    />
  );
}

interface NetWorthProps {
  points: readonly { date: string; amount: string }[];
  currency: string;
  period: Period;
}

/** Net worth at the end of each month; a point leads to what happened in that month. */
export function NetWorth({ points, currency, period }: NetWorthProps) {
  const t = useTranslations('dashboard');
  const openMonth = useOpenMonth(period);
  return (
    <LineOverTime
      label={t('netWorthOverTime')}
      points={points}
      currency={currency}
      measure={t('netWorth')}
      unit="month"
      onSelect={useMemo(() => (index: number) => openMonth(points[index]?.date), [openMonth, points])}
    />
  );
}

function useOpenMonth({ from, to }: Period) {
  const router = useRouter();
  return useMemo(
    () =>
      (date: string | undefined, kinds: readonly ('INCOME' | 'EXPENSE')[] = []) => {
        if (date)
          router.push(
            `/transactions?${writeFilters({ ...daysOfMonth(monthOf(date), { from, to }), kinds })}`,
          );
      },
    [router, from, to],
  );
}
