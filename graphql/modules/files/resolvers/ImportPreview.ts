import { formatDecimal } from '@/lib/core/money/decimal';
import type { ImportPreviewResolvers } from '../../../__generated__/types';

const SHOWN_ROWS = 20;

export const ImportPreview: ImportPreviewResolvers = {
  rows: ({ rows, fallbackCurrency }) =>
    rows.slice(0, SHOWN_ROWS).map((row) => ({ ...row, fallbackCurrency })),
  rowCount: ({ rows }) => rows.length,
  skippedCount: ({ skipped }) => skipped.length,
  sums: ({ rows, fallbackCurrency }) => {
    const sums = new Map<string | null, { count: number; sumMinor: bigint }>();
    for (const { currency, amountMinor } of rows) {
      const sum = sums.get(currency) ?? { count: 0, sumMinor: 0n };
      sums.set(currency, { count: sum.count + 1, sumMinor: sum.sumMinor + amountMinor });
    }
    return [...sums].map(([currency, { count, sumMinor }]) => ({
      currency,
      count,
      sum: formatDecimal(sumMinor, currency ?? fallbackCurrency),
    }));
  },
};
