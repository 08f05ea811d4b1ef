'use client';

import { useLocale, useTranslations } from 'next-intl';
import dynamic from 'next/dynamic';
import { formatDate, type DateStyle } from '@/components/ui/format-date';
import { ChartSkeleton } from './chart-skeleton';
import { ChartTable } from './chart-table';

const HEIGHT = 220;
const Drawing = dynamic(() => import('./line-over-time-chart'), {
  ssr: false,
  loading: () => <ChartSkeleton height={HEIGHT} />,
});

export interface LineOverTimeProps {
  /** The question the chart answers; also its accessible name. */
  label: string;
  /** Ascending; `amount` is an exact decimal string. */
  points: readonly { date: string; amount: string }[];
  currency: string;
  /** What the numbers are: "Balance", "Net worth". */
  measure: string;
  /** Whether a point stands for a day or a month. */
  unit?: 'day' | 'month';
  /** Index into `points`. */
  onSelect?: ((index: number) => void) | undefined;
}

export function pointStyle(unit: LineOverTimeProps['unit']): DateStyle {
  return unit === 'month' ? 'month' : 'medium';
}

/** A balance or net worth over time. */
export function LineOverTime(props: LineOverTimeProps) {
  const t = useTranslations('common');
  const locale = useLocale();
  return (
    <ChartTable
      caption={props.label}
      currency={props.currency}
      height={HEIGHT}
      columns={[t('date'), props.measure]}
      rows={props.points.map((point) => ({
        label: formatDate(point.date, locale, pointStyle(props.unit)),
        cells: [{ amount: point.amount }],
      }))}
    >
      <Drawing {...props} height={HEIGHT} />
    </ChartTable>
  );
}
