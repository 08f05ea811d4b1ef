import type { LocalDate } from '@/lib/core/dates/local-date';
import type { BankRow } from '@/lib/intake/row';

export type BankPostingState = 'PENDING' | 'BOOKED' | 'GONE';

/** A transaction as a bank has it. `transactionId` is null while a person has to decide what it is. */
export type BankPosting = {
  id: string;
  accountId: string;
  bankAccountId: string | null;
  importId: string | null;
  transactionId: string | null;
  state: BankPostingState;
  row: BankRow;
};

/** How a row stands in the sealed column. */
export type SealedRow = Omit<BankRow, 'amountMinor' | 'balanceMinor'> & {
  amountMinor: string;
  balanceMinor: string | null;
};

export function toSealedRow(row: BankRow): SealedRow {
  return {
    ...row,
    amountMinor: row.amountMinor.toString(),
    balanceMinor: row.balanceMinor?.toString() ?? null,
  };
}

export function fromSealedRow(sealed: SealedRow): BankRow {
  return {
    ...sealed,
    amountMinor: BigInt(sealed.amountMinor),
    balanceMinor: sealed.balanceMinor === null ? null : BigInt(sealed.balanceMinor),
  };
}

/** A booked balance that a bank stated for the end of a day, in minor units. */
export type StatedBalance = { date: LocalDate; amountMinor: bigint };
