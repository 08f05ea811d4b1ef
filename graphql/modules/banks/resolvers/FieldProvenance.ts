import { formatDecimal } from '@/lib/core/money/decimal';
import type { FieldProvenanceResolvers, TransactionField } from '../../../__generated__/types';

export const FieldProvenance: FieldProvenanceResolvers = {
  field: ({ field }) => field.toUpperCase() as TransactionField,
  bankValue: ({ field, bankValue, currency }) =>
    field === 'amount' && bankValue !== null ? formatDecimal(BigInt(bankValue), currency) : bankValue,
};
