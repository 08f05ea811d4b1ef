import type { Account } from '../../accounts/types';
import type { HouseholdId } from '../../auth/scope';
import { addDays, type LocalDate } from '../../dates/local-date';
import { db, type Queryable } from '../../db/pool';
import type { Reference } from '../../households/data';
import { sumByAccount } from '../../ledger/data';
import { ROW_COLUMNS, toTransaction, type TransactionRow } from '../../transactions/row';
import type { SealedTransaction, Transaction } from '../../transactions/types';
import { householdVault } from '../../vault/household-vault';
import { listBankPostings } from '../postings/data';
import { type BalanceProof, proveBalance, type StatedBalance } from './proof';

/** How many stated balances are looked at to find the last one that agreed. */
const STATED = 60;

/** Compares what the bank last stated for an account with Saldo's balance of that day. Null when it never stated one. */
export async function findBalanceProof(householdId: HouseholdId, reference: Reference, account: Account, on: Queryable = db()): Promise<BalanceProof | null> {
  const stated = await listStatedBalances(householdId, account.id, on);
  const [last] = stated;
  if (!last) return null;
  const balances = await bookedBalances(householdId, account, stated.map(({ date }) => date), on);
  const saldoMinor = balances.get(last.date) ?? 0n;
  if (saldoMinor === last.amountMinor) return proveBalance(last, saldoMinor, { postings: [], transactions: [] }, null);
  const agreedOn = stated.find(({ date, amountMinor }) => balances.get(date) === amountMinor)?.date ?? null;
  const from = agreedOn === null ? '0001-01-01' : addDays(agreedOn, 1);
  const vault = await householdVault(householdId, on);
  // A row in another currency is in the inbox, and in no balance of this account.
  const postings = (await listBankPostings({ tx: on, householdId, vault }, account.id, from)).filter(({ row }) => row.currency === account.currency);
  return proveBalance(last, saldoMinor, { postings, transactions: await listBooked(householdId, reference, account.id, from, last.date, on) }, agreedOn);
}

/** The newest first. */
async function listStatedBalances(householdId: HouseholdId, accountId: string, on: Queryable): Promise<StatedBalance[]> {
  const { rows } = await on.query<{ date: LocalDate; sealed: Buffer }>(
    `SELECT date, sealed FROM bank_balance WHERE household_id = $1 AND account_id = $2 ORDER BY date DESC LIMIT ${STATED}`,
    [householdId, accountId],
  );
  const vault = await householdVault(householdId, on);
  return rows.map(({ date, sealed }) => ({ date, amountMinor: BigInt(vault.open<string>('bank_balance', balanceId(accountId, date), sealed)) }));
}

/** What a stated balance is sealed as: it has no id of its own. */
export function balanceId(accountId: string, date: LocalDate): string {
  return `${accountId}:${date}`;
}

/** Saldo's balances at the end of some days, without what is pending. The days come with the newest first. */
async function bookedBalances(householdId: HouseholdId, account: Account, days: readonly LocalDate[], on: Queryable): Promise<Map<LocalDate, bigint>> {
  const vault = await householdVault(householdId, on);
  const oldest = days.at(-1) ?? '9999-12-31';
  const { rows } = await on.query<{ id: string; date: LocalDate; status: string; sealed: Buffer }>(
    `SELECT id, date, status, sealed FROM transaction WHERE household_id = $1 AND account_id = $2 AND (date > $3 OR status = 'PENDING')`,
    [householdId, account.id, oldest],
  );
  const amounts = rows.map((row) => ({ ...row, amountMinor: BigInt(vault.open<SealedTransaction>('transaction', row.id, row.sealed).a) }));
  const all = account.openingBalanceMinor + ((await sumByAccount(householdId, on)).get(account.id) ?? 0n);
  return new Map(days.map((day) => [day, amounts.filter(({ date, status }) => date > day || status === 'PENDING').reduce((balance, { amountMinor }) => balance - amountMinor, all)]));
}

async function listBooked(householdId: HouseholdId, reference: Reference, accountId: string, from: LocalDate, to: LocalDate, on: Queryable): Promise<Transaction[]> {
  const vault = await householdVault(householdId, on);
  const { rows } = await on.query<TransactionRow>({
    text: `SELECT ${ROW_COLUMNS} FROM transaction t WHERE t.household_id = $1 AND t.account_id = $2 AND t.date BETWEEN $3 AND $4 AND t.status <> 'PENDING'`,
    values: [householdId, accountId, from, to],
    rowMode: 'array',
  });
  return rows.map((row) => toTransaction(row, vault, reference));
}
