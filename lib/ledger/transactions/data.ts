import type { QueryArrayResult } from 'pg';
import type { HouseholdId } from '@/lib/platform/scope';
import { db, instantsAsText, type Queryable } from '@/lib/platform/db/pool';
import type { Reference } from '@/lib/ledger/reference/data';
import { currencyExponent, MOST_DECIMALS } from '@/lib/core/money/currency';
import { wordsOf } from '@/lib/platform/vault/blind-index';
import { householdVault } from '@/lib/platform/vault/household-vault';
import { type Cursor, decodeCursor, encodeCursor, type TransactionOrder } from './cursor';
import { findTransactions } from '@/lib/ledger/rows/data';
import { amountTest, EVERYTHING, toSql, type TransactionFilter } from './filter';
import { ROW_COLUMNS, toTransaction, type TransactionRow } from '@/lib/ledger/rows/row';
import type { SealedTransaction, Transaction, TransactionKind } from '@/lib/ledger/rows/types';

export type TransactionPage = { transactions: Transaction[]; hasNextPage: boolean; hasPreviousPage: boolean };
export type PageRequest = {
  first: number;
  after: string | null;
  filter: TransactionFilter;
  orderBy: TransactionOrder;
};

/** One page of the transactions that match, opened, with account and category on each. One statement unless amounts decide. */
export async function listTransactions(
  householdId: HouseholdId,
  reference: Reference,
  request: PageRequest,
  on: Queryable = db(),
): Promise<TransactionPage> {
  const { first, filter, orderBy } = request;
  const after = request.after === null ? null : decodeCursor(request.after, orderBy);
  const transactions =
    orderBy.startsWith('DATE') && !amountTest(filter)
      ? await pageByDate(householdId, reference, { first: first + 1, after, filter, orderBy }, on)
      : await pageByScan(householdId, reference, { first: first + 1, after, filter, orderBy }, on);
  return {
    transactions: transactions.slice(0, first),
    hasNextPage: transactions.length > first,
    hasPreviousPage: after !== null,
  };
}

type Scan = { first: number; after: Cursor | null; filter: TransactionFilter; orderBy: TransactionOrder };

async function pageByDate(
  householdId: HouseholdId,
  reference: Reference,
  scan: Scan,
  on: Queryable,
): Promise<Transaction[]> {
  const vault = await householdVault(householdId, on);
  const { where, values } = toSql(householdId, scan.filter, reference, vault);
  const [direction, beyond] = scan.orderBy === 'DATE_DESC' ? ['DESC', '<'] : ['ASC', '>'];
  let condition = where;
  if (scan.after) {
    values.push(scan.after.key, scan.after.id);
    condition += ` AND (t.date, t.id) ${beyond} ($${values.length - 1}::date, $${values.length}::uuid)`;
  }
  values.push(scan.first);
  const { rows } = (await on.query({
    // The list without a filter is what every page asks for: it alone is worth a prepared statement on each connection.
    name: where === EVERYTHING ? `list_${direction}_${scan.after ? 'after' : 'first'}` : undefined,
    text: `SELECT ${ROW_COLUMNS} FROM transaction t WHERE ${condition} ORDER BY t.date ${direction}, t.id ${direction} LIMIT $${values.length}`,
    values,
    rowMode: 'array',
    types: instantsAsText,
  })) as unknown as QueryArrayResult<TransactionRow>;
  return rows.map((row) => toTransaction(row, vault, reference));
}

/** The place of a transaction in an order, comparable between currencies: a date, or the amount at the most decimals of any. */
function orderKey(
  orderBy: TransactionOrder,
  row: { date: string; amountMinor: bigint; currency: string },
): string | bigint {
  return orderBy.startsWith('DATE')
    ? row.date
    : row.amountMinor * 10n ** BigInt(MOST_DECIMALS - currencyExponent(row.currency));
}

/**
 * Amounts are sealed, so no index knows their order: every row that matches otherwise is opened, and only ids and keys are kept.
 * 100,000 rows take some tenths of a second; the page itself is read afterwards.
 */
async function pageByScan(
  householdId: HouseholdId,
  reference: Reference,
  scan: Scan,
  on: Queryable,
): Promise<Transaction[]> {
  const passes = amountTest(scan.filter);
  const ascending = scan.orderBy.endsWith('ASC');
  const compare = (a: { key: string | bigint; id: string }, b: { key: string | bigint; id: string }) =>
    (a.key < b.key ? -1 : a.key > b.key ? 1 : a.id < b.id ? -1 : a.id > b.id ? 1 : 0) * (ascending ? 1 : -1);
  const after = scan.after && {
    key: scan.orderBy.startsWith('DATE') ? scan.after.key : BigInt(scan.after.key),
    id: scan.after.id,
  };
  const found: { key: string | bigint; id: string }[] = [];
  for await (const row of scanRows(householdId, reference, scan.filter, on)) {
    if (passes && !passes(row.amountMinor, row.currency)) continue;
    const entry = { key: orderKey(scan.orderBy, row), id: row.id };
    if (!after || compare(entry, after) > 0) found.push(entry);
  }
  const ids = found
    .sort(compare)
    .slice(0, scan.first)
    .map(({ id }) => id);
  const byId = new Map(
    (await findTransactions(householdId, reference, ids, on)).map((transaction) => [
      transaction.id,
      transaction,
    ]),
  );
  return ids.flatMap((id) => byId.get(id) ?? []);
}

type ScannedRow = {
  id: string;
  categoryId: string | null;
  date: string;
  amountMinor: bigint;
  currency: string;
  kind: TransactionKind;
};
const SCAN_BATCH = 10_000;

async function* scanRows(
  householdId: HouseholdId,
  reference: Reference,
  filter: TransactionFilter,
  on: Queryable,
): AsyncGenerator<ScannedRow> {
  const vault = await householdVault(householdId, on);
  const { where, values } = toSql(householdId, filter, reference, vault);
  let last = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const { rows } = (await on.query({
      text: `SELECT t.id, t.account_id, t.category_id, t.date, t.kind, t.sealed FROM transaction t
        WHERE ${where} AND t.id > $${values.length + 1}::uuid ORDER BY t.id LIMIT ${SCAN_BATCH}`,
      values: [...values, last],
      rowMode: 'array',
    })) as unknown as QueryArrayResult<[string, string, string | null, string, TransactionKind, Buffer]>;
    for (const [id, accountId, categoryId, date, kind, sealed] of rows) {
      const amountMinor = BigInt(vault.open<SealedTransaction>('transaction', id, sealed).a);
      yield {
        id,
        categoryId,
        date,
        amountMinor,
        kind,
        currency: reference.accounts.get(accountId)?.currency ?? reference.household.baseCurrency,
      };
    }
    const end = rows.at(-1);
    if (!end || rows.length < SCAN_BATCH) return;
    last = end[0];
  }
}

export function cursorOf(transaction: Transaction, orderBy: TransactionOrder): string {
  const key = orderKey(orderBy, {
    date: transaction.date,
    amountMinor: transaction.amountMinor,
    currency: transaction.account.currency,
  });
  return encodeCursor({ order: orderBy, key: key.toString(), id: transaction.id });
}

/** How many match the filter. */
export async function countTransactions(
  householdId: HouseholdId,
  reference: Reference,
  filter: TransactionFilter,
  on: Queryable = db(),
): Promise<number> {
  const passes = amountTest(filter);
  if (passes) {
    let count = 0;
    for await (const row of scanRows(householdId, reference, filter, on))
      if (passes(row.amountMinor, row.currency)) count++;
    return count;
  }
  const { where, values } = toSql(householdId, filter, reference, await householdVault(householdId, on));
  const { rows } = await on.query<{ count: string }>(
    `SELECT count(*) AS count FROM transaction t WHERE ${where}`,
    values,
  );
  return Number(rows[0]?.count ?? 0);
}

/** Amounts of what matches, one at a time, for sums; see sums.ts. */
export async function* scanAmounts(
  householdId: HouseholdId,
  reference: Reference,
  filter: TransactionFilter,
  on: Queryable = db(),
): AsyncGenerator<ScannedRow> {
  const passes = amountTest(filter);
  for await (const row of scanRows(householdId, reference, filter, on))
    if (!passes || passes(row.amountMinor, row.currency)) yield row;
}

const PAYEE_LOOKBACK = 400;

/** The last transaction of each payee whose words begin like those of `text`, the most recent first. */
export async function listPayees(
  householdId: HouseholdId,
  reference: Reference,
  text: string,
  first: number,
): Promise<Transaction[]> {
  const words = wordsOf(text);
  const recent = await pageByDate(
    householdId,
    reference,
    { first: PAYEE_LOOKBACK, after: null, filter: { text }, orderBy: 'DATE_DESC' },
    db(),
  );
  const byPayee = new Map<string, Transaction>();
  for (const transaction of recent) {
    if (!transaction.payee || byPayee.size >= first) continue;
    const payeeWords = wordsOf(transaction.payee);
    if (!words.every((word) => payeeWords.some((candidate) => candidate.startsWith(word)))) continue;
    const key = payeeWords.join(' ');
    if (!byPayee.has(key)) byPayee.set(key, transaction);
  }
  return [...byPayee.values()];
}
