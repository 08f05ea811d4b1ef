import { provenanceOf } from '@/lib/ledger/rows/provenance';
import type { TransactionResolvers } from '../../../__generated__/types';

export const Transaction: Pick<TransactionResolvers, 'bankDetails' | 'origin' | 'provenance'> = {
  bankDetails: ({ bank }) => bank ?? null,
  provenance: (transaction) =>
    provenanceOf(transaction).map((field) => ({ ...field, currency: transaction.account.currency })),
};
