import type { BankStatement } from '@/lib/ledger/rows/provenance';
import type { BankDetails, Transaction } from '@/lib/ledger/rows/types';
import type { BankRow } from '../provider';

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

/** What of a row fills fields of a transaction. */
export function statementOf(row: BankRow): BankStatement {
  return {
    date: row.date,
    amount: row.amountMinor.toString(),
    payee: row.payee,
    description: row.description,
    status: row.status,
  };
}

/** What a row tells besides. */
export function detailsOf(row: Pick<BankRow, 'counterpartyAccount' | 'bankId' | 'symbols'>): BankDetails {
  return {
    ...(row.counterpartyAccount ? { account: row.counterpartyAccount } : {}),
    ...(row.bankId ? { id: row.bankId } : {}),
    ...row.symbols,
  };
}

/** The bank's row behind a transaction that came from one, whatever people have changed since. */
export function rowOf(transaction: Transaction): BankRow {
  const { bank = {}, bankValues = {}, account } = transaction;
  const { account: counterpartyAccount, id, ...symbols } = bank;
  const status = bankValues.status ?? transaction.status;
  return {
    date: bankValues.date ?? transaction.date,
    amountMinor: bankValues.amount === undefined ? transaction.amountMinor : BigInt(bankValues.amount),
    currency: account.currency,
    payee: bankValues.payee === undefined ? transaction.payee : bankValues.payee,
    description: bankValues.description === undefined ? transaction.description : bankValues.description,
    counterpartyAccount: counterpartyAccount ?? null,
    bankId: id ?? null,
    symbols,
    status: status === 'PENDING' ? 'PENDING' : 'CLEARED',
    balanceMinor: null,
  };
}
