'use client';

import { useLocale, useTranslations } from 'next-intl';
import dynamic from 'next/dynamic';
import { formatDate } from '@/components/ui/format-date';
import { ChartTable } from './chart-table';
import { ChartSkeleton } from './chart-skeleton';

const HEIGHT = 260;
const Drawing = dynamic(() => import('./bars-with-net-chart'), {
  ssr: false,
  loading: () => <ChartSkeleton height={HEIGHT} />,
});

export interface BarsWithNetProps {
  /** The question the chart answers; also its accessible name. */
  label: string;
  /** Ascending; amounts are exact decimal strings, expenses negative. */
  months: readonly { month: string; income: string; expenses: string; net: string }[];
  currency: string;
  /** First day of the one month that the page is about; the others step back. */
  markedMonth?: string | undefined;
  /** First day of the month that is not over, drawn hatched. */
  unfinishedMonth?: string | undefined;
  /** Index into `months`. */
  onSelect?: ((index: number) => void) | undefined;
}

/** Income and expenses by month as bars, the net as a line. */
export function BarsWithNet(props: BarsWithNetProps) {
  const t = useTranslations('common');
  const locale = useLocale();
  return (
    <ChartTable
      caption={props.label}
      currency={props.currency}
      height={HEIGHT}
      columns={[t('date'), t('income'), t('expenses'), t('net')]}
      rows={props.months.map((month) => ({
        label:
          formatDate(month.month, locale, 'month') +
          (month.month === props.unfinishedMonth ? ` (${t('unfinishedMonth')})` : ''),
        cells: [{ amount: month.income }, { amount: month.expenses }, { amount: month.net }],
      }))}
    >
      <p aria-hidden className="mb-3 flex flex-wrap gap-x-4 gap-y-1 text-12 text-muted">
        <Key className="size-2 rounded-[2px] bg-income">{t('income')}</Key>
        <Key className="size-2 rounded-[2px] bg-grey-9">{t('expenses')}</Key>
        <Key className="h-0.5 w-3 rounded-sm bg-ink">{t('net')}</Key>
      </p>
      <Drawing {...props} height={HEIGHT} />
    </ChartTable>
  );
}

function Key({ className, children }: { className: string; children: string }) {
  return (
    <span className="flex items-center gap-1.5">
      <span className={className} />
      {children}
    </span>
  );
}
