import { copyInto } from '@/lib/platform/db/copy';
import { TRANSACTION_TARGET, transactionCells } from '@/lib/ledger/rows/copy';
import type { TokenMemory } from '@/lib/platform/vault/blind-index';
import type { Ledger } from '@/lib/ledger/cells/mutations';
import { toSealed } from '@/lib/ledger/rows/row';
import { tokensOfRow } from '@/lib/ledger/rows/search';
import type { Transaction } from '@/lib/ledger/rows/types';
import type { WholeBooking } from './transfers';

/** From so many rows on COPY is faster than one statement with arrays. */
const MANY = 1_000;

type Operation = 'ADDED' | 'UPDATED' | 'REMOVED';
type Row = { id: string; operation: Operation; transaction: Transaction | null };

/**
 * Writes the rows of a booking together with what undoing it needs: every row as it was, and what became of
 * it. A booking of usual size is one statement; it reads rows as they were before it, whatever it writes.
 *
 * The copy is the row itself, its sealed part unopened: the blob is bound to the row's id and fits only there
 * again. Undoing makes the search tokens anew. `progress` is told from time to time how many of many added
 * rows are written.
 */
export async function writeRows(
  ledger: Ledger,
  changeId: string,
  booking: WholeBooking,
  progress?: (done: number) => Promise<void>,
): Promise<void> {
  const { added = [], changed = [], removed = [], linked = [], entities = [], cause } = booking;
  const many = added.length >= MANY;
  const rows: Row[] = [
    ...(many ? [] : added).map((transaction): Row => ({
      id: transaction.id,
      operation: 'ADDED',
      transaction,
    })),
    ...changed.map(([, after]): Row => ({ id: after.id, operation: 'UPDATED', transaction: after })),
    ...removed.map(({ id }): Row => ({ id, operation: 'REMOVED', transaction: null })),
  ];
  const noted = [
    ...entities,
    ...linked.map(({ id }) => ({ entity: 'TRANSFER' as const, id, operation: 'ADDED' as const })),
    ...booking.ended.map((id) => ({ entity: 'TRANSFER' as const, id, operation: 'REMOVED' as const })),
  ];
  await ledger.tx.query({
    name: 'book',
    text: BOOK,
    values: [
      changeId,
      ledger.householdId,
      ledger.version,
      cause.by,
      cause.sourceId ?? null,
      cause.userId,
      noted.map(({ entity }) => entity),
      noted.map(({ id }) => id),
      noted.map(({ operation }) => operation),
      ...columnsOf(ledger, rows),
    ],
  });
  if (many) await copyAdded(ledger, changeId, added, progress);
}

const BOOK = `WITH n AS MATERIALIZED (
    SELECT * FROM unnest($10::uuid[], $11::change_operation[], $12::uuid[], $13::date[], $14::uuid[],
      $15::transaction_status[], $16::transaction_kind[], $17::transaction_origin[], $18::bytea[],
      $19::text[], $20::uuid[], $21::timestamptz[], $22::timestamptz[])
    AS n(id, operation, account_id, date, category_id,
      status, kind, origin, sealed,
      tokens, import_id, created_at, updated_at)),
  change AS (
    INSERT INTO change (id, household_id, seq, cause, source_id, user_id)
    VALUES ($1, $2, $3, $4::change_cause, $5, $6)),
  kept AS (
    INSERT INTO change_row (change_id, entity, entity_id, operation, before, changed_at)
    SELECT $1::uuid, 'TRANSACTION'::change_entity, n.id, n.operation, to_jsonb(t) - 'search_tokens',
        n.updated_at
      FROM n LEFT JOIN transaction t ON n.operation <> 'ADDED' AND t.id = n.id AND t.household_id = $2
    UNION ALL
    SELECT $1, e.entity, e.id, e.operation, to_jsonb(c), NULL
      FROM unnest($7::change_entity[], $8::uuid[], $9::change_operation[]) AS e(entity, id, operation)
      LEFT JOIN category c ON e.entity = 'CATEGORY' AND c.id = e.id AND c.household_id = $2),
  removed AS (
    DELETE FROM transaction t USING n WHERE n.operation = 'REMOVED' AND t.id = n.id AND t.household_id = $2),
  edited AS (
    UPDATE transaction t
      SET account_id = n.account_id, date = n.date, category_id = n.category_id, status = n.status,
        kind = n.kind, origin = n.origin, sealed = n.sealed, search_tokens = n.tokens::bigint[],
        updated_at = n.updated_at, import_id = n.import_id
    FROM n WHERE n.operation = 'UPDATED' AND t.id = n.id AND t.household_id = $2)
  INSERT INTO transaction (id, household_id, account_id, date, category_id, status, kind, origin, sealed,
    search_tokens, import_id, created_at, updated_at)
  SELECT id, $2, account_id, date, category_id, status, kind, origin, sealed,
    tokens::bigint[], import_id, created_at, updated_at FROM n WHERE operation = 'ADDED'`;

/** The rows as arrays, for one statement however many they are. */
function columnsOf({ vault }: Ledger, rows: readonly Row[]): unknown[][] {
  const of = <T>(value: (transaction: Transaction) => T) =>
    rows.map(({ transaction }) => (transaction ? value(transaction) : null));
  return [
    rows.map(({ id }) => id),
    rows.map(({ operation }) => operation),
    of(({ account }) => account.id),
    of(({ date }) => date),
    of(({ category }) => category?.id ?? null),
    of(({ status }) => status),
    of(({ kind }) => kind),
    of(({ origin }) => origin),
    of((transaction) => vault.seal('transaction', transaction.id, toSealed(transaction))),
    of((transaction) => tokensOfRow(vault, transaction, transaction.account.currency)),
    of(({ importId }) => importId),
    of(({ createdAt }) => createdAt),
    of(({ updatedAt }) => updatedAt),
  ];
}

const PROGRESS_EVERY = 5_000;

/** Writes many new rows with COPY, in the order given, and notes each of them. */
async function copyAdded(
  ledger: Ledger,
  changeId: string,
  added: readonly Transaction[],
  progress?: (done: number) => Promise<void>,
): Promise<void> {
  const memory: TokenMemory = new Map();
  const rows = async function* () {
    for (const [index, transaction] of added.entries()) {
      if (progress && index > 0 && index % PROGRESS_EVERY === 0) await progress(index);
      const { category, ...row } = transaction;
      yield transactionCells(ledger, { ...row, categoryId: category?.id ?? null }, memory);
    }
  };
  await copyInto(ledger.tx, TRANSACTION_TARGET, rows());
  await copyInto(
    ledger.tx,
    'change_row (change_id, entity_id, operation, changed_at)',
    added.map(({ id, updatedAt }) => [changeId, id, 'ADDED', updatedAt]),
  );
}
