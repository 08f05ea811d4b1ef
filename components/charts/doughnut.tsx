'use client';

import { useLocale, useTranslations } from 'next-intl';
import dynamic from 'next/dynamic';
import { Amount } from '@/components/money/amount';
import { formatShare } from '@/components/money/format';
import { CategoryDot } from '@/components/ui/badge';
import { cn } from '@/components/ui/cn';
import { ChartTable } from './chart-table';

const SIZE = 200;
const Drawing = dynamic(() => import('./doughnut-chart'), {
  ssr: false,
  loading: () => (
    <span aria-hidden className="block size-full animate-pulse rounded-full border-[26px] border-grey-4" />
  ),
});

export interface Slice {
  id: string;
  name: string;
  /** A category's colour; the slice of the rest has none. */
  color: string | null;
  /** Exact decimal string; expenses are negative. */
  amount: string;
  /** 0 to 1 of the total. */
  share: number;
}

export interface DoughnutProps {
  /** The question the chart answers; also its accessible name. */
  label: string;
  /** At most seven and "other", largest first: the caller adds up the rest, exactly. */
  slices: readonly Slice[];
  total: string;
  currency: string;
  /** The category that is pointed at anywhere on the page. */
  activeId?: string | null | undefined;
  onActive?: ((id: string | null) => void) | undefined;
  /** Index into `slices`. */
  onSelect?: ((index: number) => void) | undefined;
}

/**
 * Shares of a whole. The list beside it names every slice, so colour is never alone, and is the keyboard's
 * way in.
 */
export function Doughnut(props: DoughnutProps) {
  const { label, slices, total, currency, activeId, onActive, onSelect } = props;
  const t = useTranslations('common');
  const locale = useLocale();
  return (
    <ChartTable
      caption={label}
      currency={currency}
      height={SIZE}
      columns={[label, t('amount'), t('share')]}
      rows={slices.map((slice) => ({
        label: slice.name,
        cells: [{ amount: slice.amount }, { text: formatShare(slice.share, locale) }],
      }))}
    >
      <div className="grid items-center gap-6 sm:grid-cols-[auto_minmax(0,1fr)]">
        <div className="relative mx-auto" style={{ width: SIZE, height: SIZE }}>
          <Drawing {...props} height={SIZE} />
          <p className="pointer-events-none absolute inset-0 flex flex-col items-center justify-center">
            <span className="text-12 text-muted">{t('total')}</span>
            <Amount amount={total} className="text-16 font-semibold" />
            <span className="text-12 text-muted">{currency}</span>
          </p>
        </div>
        <ul className="grid min-w-0 grid-cols-[minmax(0,1fr)]" onPointerLeave={() => onActive?.(null)}>
          {slices.map((slice, index) => (
            <li key={slice.id}>
              <button
                type="button"
                onClick={() => onSelect?.(index)}
                onPointerEnter={() => onActive?.(slice.id)}
                onFocus={() => onActive?.(slice.id)}
                onBlur={() => onActive?.(null)}
                className={cn(
                  'flex h-8 w-full items-center gap-2 rounded-[6px] px-2 text-left transition-colors pointer-coarse:h-11',
                  activeId === slice.id && 'bg-grey-3',
                )}
              >
                <CategoryDot color={slice.color} />
                <span className="min-w-0 flex-1 truncate">{slice.name}</span>
                <Amount amount={slice.amount} />
                <span className="w-12 text-right text-muted tabular-nums">
                  {formatShare(slice.share, locale)}
                </span>
              </button>
            </li>
          ))}
        </ul>
      </div>
    </ChartTable>
  );
}
