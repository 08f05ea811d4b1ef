import { formatDecimal } from '@/lib/core/money/decimal';
import type { ImportPreviewRowResolvers } from '../../../__generated__/types';

export const ImportPreviewRow: ImportPreviewRowResolvers = {
  amount: ({ amountMinor, currency, fallbackCurrency }) =>
    formatDecimal(amountMinor, currency ?? fallbackCurrency),
};
