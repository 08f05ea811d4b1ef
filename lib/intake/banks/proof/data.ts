import type { Account } from '@/lib/ledger/reference/account';
import type { HouseholdId } from '@/lib/platform/scope';
import type { LocalDate } from '@/lib/core/dates/local-date';
import { inSnapshot, type Queryable } from '@/lib/platform/db/pool';
import type { Reference } from '@/lib/ledger/reference/data';
import { sumByAccount } from '@/lib/ledger/cells/data';
import { ROW_COLUMNS, toTransaction, type TransactionRow } from '@/lib/ledger/rows/row';
import type { SealedTransaction, Transaction } from '@/lib/ledger/rows/types';
import { householdVault } from '@/lib/platform/vault/household-vault';
import { findStatedBalance, listBankPostings } from '@/lib/intake/postings/data';
import { type BalanceProof, proveBalance } from './proof';

/**
 * Compares what the bank last stated for an account with Saldo's balance of that day. Null when it never
 * stated one.
 */
export async function findBalanceProof(
  householdId: HouseholdId,
  reference: Reference,
  account: Account,
  within?: Queryable,
): Promise<BalanceProof | null> {
  return inSnapshot((tx) => readProof(householdId, reference, account, tx), within);
}

async function readProof(
  householdId: HouseholdId,
  reference: Reference,
  account: Account,
  on: Queryable,
): Promise<BalanceProof | null> {
  const stated = await findStatedBalance(householdId, account.id, on);
  if (!stated) return null;
  const saldoMinor = await bookedBalance(householdId, account, stated.date, on);
  if (saldoMinor === stated.amountMinor)
    return proveBalance(stated, saldoMinor, { accountId: account.id, postings: [], transactions: [] });
  const vault = await householdVault(householdId, on);
  // A row in another currency is in the inbox, and in no balance of this account.
  const postings = (await listBankPostings({ tx: on, householdId, vault }, account.id)).filter(
    ({ row }) => row.currency === account.currency,
  );
  const behind = postings.flatMap(({ transactionId }) => transactionId ?? []);
  return proveBalance(stated, saldoMinor, {
    accountId: account.id,
    postings,
    transactions: await listRecorded(householdId, reference, account.id, behind, on),
  });
}

/** Saldo's balance at the end of a day, without what is pending. */
async function bookedBalance(
  householdId: HouseholdId,
  account: Account,
  day: LocalDate,
  on: Queryable,
): Promise<bigint> {
  const vault = await householdVault(householdId, on);
  const { rows } = await on.query<{ id: string; sealed: Buffer }>(
    `SELECT id, sealed FROM transaction WHERE household_id = $1 AND account_id = $2 AND (date > $3
      OR status = 'PENDING')`,
    [householdId, account.id, day],
  );
  const all = account.openingBalanceMinor + ((await sumByAccount(householdId, on)).get(account.id) ?? 0n);
  return rows.reduce(
    (balance, row) => balance - BigInt(vault.open<SealedTransaction>('transaction', row.id, row.sealed).a),
    all,
  );
}

async function listRecorded(
  householdId: HouseholdId,
  reference: Reference,
  accountId: string,
  ids: string[],
  on: Queryable,
): Promise<Transaction[]> {
  const vault = await householdVault(householdId, on);
  const { rows } = await on.query<TransactionRow>({
    text: `SELECT ${ROW_COLUMNS} FROM transaction t WHERE t.household_id = $1 AND (t.account_id = $2
      OR t.id = ANY($3::uuid[]))`,
    values: [householdId, accountId, ids],
    rowMode: 'array',
  });
  return rows.map((row) => toTransaction(row, vault, reference));
}
