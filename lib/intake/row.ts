import { v7 as uuidv7 } from 'uuid';
import type { LocalDate } from '@/lib/core/dates/local-date';
import type { Account } from '@/lib/ledger/reference/account';
import type { BankStatement } from '@/lib/ledger/rows/provenance';
import { type BankDetails, kindOf, type Transaction } from '@/lib/ledger/rows/types';

/**
 * One transaction as a source states it, whatever the source is: a bank's answer or its file, of any format.
 */
export type BankRow = {
  date: LocalDate;
  /**
   * Minor units of `currency` (of the account's currency where the source states none); negative = money out.
   */
  amountMinor: bigint;
  /** ISO 4217 code, null when the source does not state one. */
  currency: string | null;
  payee: string | null;
  description: string | null;
  counterpartyAccount: string | null;
  /** The bank's own id of the transaction, null when it gives none that is unique per row. */
  bankId: string | null;
  symbols: { variable?: string; constant?: string; specific?: string };
  status: 'CLEARED' | 'PENDING';
  /** Running balance of the account after this row, null where the source does not state it. */
  balanceMinor: bigint | null;
};

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

type NewTransaction = Pick<Transaction, 'date' | 'amountMinor' | 'status' | 'payee' | 'origin'> &
  Partial<Transaction>;

/** A transaction that was not there before, empty where nothing is said. `now` is an instant. */
export function newTransaction(
  account: Account,
  said: NewTransaction,
  now = new Date().toISOString(),
): Transaction {
  return {
    id: uuidv7(),
    account,
    category: null,
    kind: kindOf(said.amountMinor),
    description: null,
    notes: null,
    importId: null,
    createdAt: now,
    updatedAt: now,
    ...said,
  };
}

/** The transaction that a row of a bank becomes when it is booked. */
export function transactionOf(account: Account, row: BankRow, now?: string): Transaction {
  const { date, amountMinor, status, payee, description } = row;
  const said = {
    date,
    amountMinor,
    status,
    payee,
    description,
    origin: 'BANK',
    bank: detailsOf(row),
  } as const;
  return newTransaction(account, said, now);
}
