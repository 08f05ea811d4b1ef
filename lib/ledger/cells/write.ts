import { searchableTexts, toSealed } from '@/lib/ledger/rows/row';
import type { Transaction } from '@/lib/ledger/rows/types';
import type { Ledger } from './mutations';

/** The columns of transactions as arrays, for one statement however many they are. */
function columnsOf(ledger: Ledger, transactions: readonly Transaction[]) {
  const sealed = transactions.map(toSealed);
  return [
    transactions.map(({ id }) => id),
    transactions.map(({ account }) => account.id),
    transactions.map(({ date }) => date),
    transactions.map(({ category }) => category?.id ?? null),
    transactions.map(({ status }) => status),
    transactions.map(({ kind }) => kind),
    transactions.map(({ origin }) => origin),
    transactions.map(({ id }, index) => ledger.vault.seal('transaction', id, sealed[index])),
    sealed.map((part) => `{${ledger.vault.searchTokens(searchableTexts(part)).join(',')}}`),
    transactions.map(({ updatedAt }) => updatedAt),
    ledger.householdId,
  ];
}

const ROWS = `unnest($1::uuid[], $2::uuid[], $3::date[], $4::uuid[], $5::transaction_status[], $6::transaction_kind[], $7::transaction_origin[],
  $8::bytea[], $9::text[], $10::timestamptz[]) AS n(id, account_id, date, category_id, status, kind, origin, sealed, tokens, updated_at)`;

/** Writes new rows into a locked ledger. The caller applies their postings. */
export async function insertTransactions(
  ledger: Ledger,
  transactions: readonly Transaction[],
): Promise<void> {
  if (transactions.length === 0) return;
  await ledger.tx.query({
    name: 'insert_transactions',
    text: `INSERT INTO transaction (id, household_id, account_id, date, category_id, status, kind, origin, sealed, search_tokens, created_at, updated_at)
      SELECT id, $11, account_id, date, category_id, status, kind, origin, sealed, tokens::bigint[], updated_at, updated_at FROM ${ROWS}`,
    values: columnsOf(ledger, transactions),
  });
}

/** Writes rows of a locked ledger over what they were. The caller applies their postings, old and new. */
export async function writeTransactions(ledger: Ledger, transactions: readonly Transaction[]): Promise<void> {
  if (transactions.length === 0) return;
  await ledger.tx.query({
    text: `UPDATE transaction t SET account_id = n.account_id, date = n.date, category_id = n.category_id, status = n.status, kind = n.kind, origin = n.origin,
        sealed = n.sealed, search_tokens = n.tokens::bigint[], updated_at = n.updated_at
      FROM ${ROWS} WHERE t.id = n.id AND t.household_id = $11`,
    values: columnsOf(ledger, transactions),
  });
}
