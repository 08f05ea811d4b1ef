import type { QueryArrayResult } from 'pg';
import type { LocalDate } from '@/lib/core/dates/local-date';
import { loadReference, type Reference } from '@/lib/ledger/reference/data';
import { ROW_COLUMNS, toTransaction, type TransactionRow } from '@/lib/ledger/rows/row';
import { tokensOfRow } from '@/lib/ledger/rows/search';
import { bumpReference } from '@/lib/people/households/mutations';
import { db, inTransaction, instantsAsText, type Queryable } from '@/lib/platform/db/pool';
import { enqueue } from '@/lib/platform/jobs/queue';
import { type HouseholdId, proveHousehold } from '@/lib/platform/scope';
import { SEARCH_INDEX } from '@/lib/platform/vault/blind-index';
import { householdVault } from '@/lib/platform/vault/household-vault';

/** Writers of the household wait for one batch, which takes a fraction of a second. */
const BATCH = 500;

/**
 * Asks for what an older version of Saldo has left to do: a reindex of every household whose tokens are not
 * today's.
 */
export async function queueReindexing(): Promise<void> {
  await inTransaction(async (tx) => {
    const { rows } = await tx.query<{ id: string }>(
      `SELECT id FROM household h WHERE search_index < $1 AND EXISTS (SELECT FROM data_key
        WHERE household_id = h.id)
        AND NOT EXISTS (SELECT FROM pgboss.job WHERE name = 'reindex' AND state < 'completed'
          AND data->>'householdId' = h.id::text)`,
      [SEARCH_INDEX],
    );
    for (const { id } of rows) await enqueue(tx, 'reindex', { householdId: id });
  });
}

/**
 * Makes the search tokens of a household's rows anew while it is used. Until all are made, searches open rows
 * instead and find the same, only slower. Begun again it writes only what is left; done again it changes
 * nothing.
 *
 * A row's `updated_at` stays: what it says is the same, and changes before can still be undone.
 */
export async function reindexHousehold(householdIdText: string): Promise<void> {
  const householdId = proveHousehold(householdIdText);
  for (let after: Place | null = ['0001-01-01', '00000000-0000-0000-0000-000000000000']; after;) {
    const from: Place = after;
    after = await inTransaction((tx) => reindexBatch(tx, householdId, from));
  }
  while ((await forgetKept(householdId)) === BATCH);
  await inTransaction(async (tx) => {
    const { rowCount } = await tx.query(
      'UPDATE household SET search_index = $2 WHERE id = $1 AND search_index < $2',
      [householdId, SEARCH_INDEX],
    );
    if (rowCount) await bumpReference(tx, householdId);
  });
}

type Place = [date: LocalDate, id: string];

/**
 * The next rows after a place in the order of dates; returns the place of the last one, null when there is
 * none.
 */
async function reindexBatch(tx: Queryable, householdId: HouseholdId, after: Place): Promise<Place | null> {
  const reference = await holdBack(tx, householdId);
  if (!reference) return null;
  const vault = await householdVault(householdId, tx);
  const { rows } = (await tx.query({
    text: `SELECT ${ROW_COLUMNS}, t.search_tokens::text FROM transaction t
      WHERE t.household_id = $1 AND (t.date, t.id) > ($2::date, $3::uuid) ORDER BY t.date, t.id
        LIMIT ${BATCH}`,
    values: [householdId, ...after],
    rowMode: 'array',
    types: instantsAsText,
  })) as unknown as QueryArrayResult<[...TransactionRow, string]>;
  const stale = rows.flatMap(([...row]) => {
    const written = row.pop();
    const transaction = toTransaction(row as unknown as TransactionRow, vault, reference);
    const tokens = tokensOfRow(vault, transaction, transaction.account.currency);
    return tokens === written ? [] : [{ id: transaction.id, tokens }];
  });
  await tx.query(
    `UPDATE transaction t SET search_tokens = n.tokens::bigint[]
      FROM unnest($2::uuid[], $3::text[]) AS n(id, tokens) WHERE t.id = n.id AND t.household_id = $1`,
    [householdId, stale.map(({ id }) => id), stale.map(({ tokens }) => tokens)],
  );
  const last = rows.at(-1);
  return last ? [last[3], last[0]] : null;
}

/**
 * Keeps writers out until the transaction ends, without making a new version of the ledger. Null when the
 * household is gone.
 */
async function holdBack(tx: Queryable, householdId: HouseholdId): Promise<Reference | null> {
  const { rows } = await tx.query<{ reference_version: number }>(
    `SELECT reference_version FROM household h
      WHERE id = $1 AND EXISTS (SELECT FROM data_key WHERE household_id = h.id) FOR NO KEY UPDATE OF h`,
    [householdId],
  );
  return rows[0] ? loadReference(householdId, rows[0].reference_version, tx) : null;
}

/** Takes the tokens out of rows that were kept before changes, a batch at a time: undoing makes them anew. */
async function forgetKept(householdId: HouseholdId): Promise<number> {
  const { rowCount } = await db().query(
    `UPDATE change_row r SET before = r.before - 'search_tokens' FROM (
        SELECT k.change_id, k.entity_id FROM change_row k JOIN change c ON c.id = k.change_id
         WHERE c.household_id = $1 AND k.before ? 'search_tokens' LIMIT ${BATCH}) AS stale
      WHERE r.change_id = stale.change_id AND r.entity_id = stale.entity_id`,
    [householdId],
  );
  return rowCount ?? 0;
}
