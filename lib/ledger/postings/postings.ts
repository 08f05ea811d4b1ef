import type { LocalDate } from '@/lib/core/dates/local-date';
import type { Transaction, TransactionKind } from '@/lib/ledger/rows/types';

/**
 * What one amount of a transaction adds to totals and balances; minor units of the account's currency,
 * negative is out.
 */
export type Posting = {
  accountId: string;
  categoryId: string | null;
  date: LocalDate;
  kind: TransactionKind;
  amountMinor: bigint;
};

/** Everything that a transaction contributes to totals and balances. The amounts sum to its own. */
export function postingsOf(transaction: Transaction): Posting[] {
  return [
    {
      accountId: transaction.account.id,
      categoryId: transaction.category?.id ?? null,
      date: transaction.date,
      kind: transaction.kind,
      amountMinor: transaction.amountMinor,
    },
  ];
}
