import type { QueryArrayResult } from 'pg';
import type { HouseholdId } from '@/lib/platform/scope';
import { db, instantsAsText, type Queryable } from '@/lib/platform/db/pool';
import type { Reference } from '@/lib/ledger/reference/data';
import { currencyExponent, MOST_DECIMALS } from '@/lib/core/money/currency';
import { householdVault } from '@/lib/platform/vault/household-vault';
import type { Vault } from '@/lib/platform/vault/vault';
import { wordsOf } from '@/lib/platform/vault/words';
import { findTransactions } from '@/lib/ledger/rows/data';
import { ROW_COLUMNS, toTransaction, type TransactionRow } from '@/lib/ledger/rows/row';
import type { Transaction } from '@/lib/ledger/rows/types';
import { type Cursor, decodeCursor, encodeCursor, type TransactionOrder } from './cursor';
import { EVERYTHING, type Predicate, transactionFilter, type TransactionFilter } from './filter';
import { holdsWords, readSearch } from './text';

export type TransactionPage = { transactions: Transaction[]; hasNextPage: boolean; hasPreviousPage: boolean };
export type PageRequest = {
  first: number;
  after: string | null;
  filter: TransactionFilter;
  orderBy: TransactionOrder;
};

/** A household's rows, and what reading them takes. */
type Source = { householdId: HouseholdId; reference: Reference; vault: Vault; on: Queryable };

async function openSource(householdId: HouseholdId, reference: Reference, on: Queryable): Promise<Source> {
  return { householdId, reference, vault: await householdVault(householdId, on), on };
}

/**
 * One page of the transactions that match, opened, with account and category on each. One statement where SQL
 * decides.
 */
export async function listTransactions(
  householdId: HouseholdId,
  reference: Reference,
  request: PageRequest,
  on: Queryable = db(),
): Promise<TransactionPage> {
  const { first, orderBy } = request;
  const after = request.after === null ? null : decodeCursor(request.after, orderBy);
  const source = await openSource(householdId, reference, on);
  const filter = transactionFilter(request.filter, source.vault, reference);
  const page = { first: first + 1, after, orderBy };
  const transactions = orderBy.startsWith('DATE')
    ? await pageByDate(source, filter, page)
    : await pageByAmount(source, filter, page);
  return {
    transactions: transactions.slice(0, first),
    hasNextPage: transactions.length > first,
    hasPreviousPage: after !== null,
  };
}

type Page = { first: number; after: Pick<Cursor, 'key' | 'id'> | null; orderBy: TransactionOrder };

/**
 * Where rows have to be opened to know whether they match, so many are read at a time until the page is full.
 */
const OPENED_BATCH = 2_000;

async function pageByDate(source: Source, filter: Predicate, page: Page): Promise<Transaction[]> {
  const found: Transaction[] = [];
  const batch = filter.sqlDecides ? page.first : OPENED_BATCH;
  for (let { after } = page; ;) {
    const rows = await readByDate(source, filter, { ...page, after, first: batch });
    for (const row of rows) if (filter.sqlDecides || filter.matches(row)) found.push(row);
    const last = rows.at(-1);
    if (!last || rows.length < batch || found.length >= page.first) return found.slice(0, page.first);
    after = { key: last.date, id: last.id };
  }
}

async function readByDate(source: Source, filter: Predicate, page: Page): Promise<Transaction[]> {
  const values: unknown[] = [source.householdId];
  const where = filter.toSql(values);
  const [direction, beyond] = page.orderBy === 'DATE_DESC' ? ['DESC', '<'] : ['ASC', '>'];
  let condition = where;
  if (page.after) {
    values.push(page.after.key, page.after.id);
    condition += ` AND (t.date, t.id) ${beyond} ($${values.length - 1}::date, $${values.length}::uuid)`;
  }
  values.push(page.first);
  const { rows } = (await source.on.query({
    // The list without a filter is what every page asks for: it alone is worth a prepared statement on each
    // connection.
    name: where === EVERYTHING ? `list_${direction}_${page.after ? 'after' : 'first'}` : undefined,
    text: `SELECT ${ROW_COLUMNS} FROM transaction t WHERE ${condition}
      ORDER BY t.date ${direction}, t.id ${direction} LIMIT $${values.length}`,
    values,
    rowMode: 'array',
    types: instantsAsText,
  })) as unknown as QueryArrayResult<TransactionRow>;
  return rows.map((row) => toTransaction(row, source.vault, source.reference));
}

/** The amount at the most decimals of any currency, so that amounts of all of them have one order. */
function amountKey({ amountMinor, account }: Transaction): bigint {
  return amountMinor * 10n ** BigInt(MOST_DECIMALS - currencyExponent(account.currency));
}

/**
 * Amounts are sealed, so no index knows their order: every row that matches is opened, and only ids and keys
 * are kept. 100,000 rows take some tenths of a second; the page itself is read afterwards.
 */
async function pageByAmount(source: Source, filter: Predicate, page: Page): Promise<Transaction[]> {
  type Entry = { key: bigint; id: string };
  const ascending = page.orderBy.endsWith('ASC');
  const compare = (a: Entry, b: Entry) =>
    (a.key < b.key ? -1 : a.key > b.key ? 1 : a.id < b.id ? -1 : a.id > b.id ? 1 : 0) * (ascending ? 1 : -1);
  const after = page.after && { key: BigInt(page.after.key), id: page.after.id };
  const found: Entry[] = [];
  for await (const transaction of scan(source, filter)) {
    const entry = { key: amountKey(transaction), id: transaction.id };
    if (!after || compare(entry, after) > 0) found.push(entry);
  }
  const ids = found
    .sort(compare)
    .slice(0, page.first)
    .map(({ id }) => id);
  const { householdId, reference, on } = source;
  const rows = await findTransactions(householdId, reference, ids, on);
  const byId = new Map(rows.map((transaction) => [transaction.id, transaction]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

const SCAN_BATCH = 10_000;

/** Everything that matches, one at a time in the order of ids, opened. */
async function* scan(source: Source, filter: Predicate): AsyncGenerator<Transaction> {
  const values: unknown[] = [source.householdId];
  const where = filter.toSql(values);
  for (let last = '00000000-0000-0000-0000-000000000000'; ;) {
    const { rows } = (await source.on.query({
      text: `SELECT ${ROW_COLUMNS} FROM transaction t WHERE ${where} AND t.id > $${values.length + 1}::uuid
        ORDER BY t.id LIMIT ${SCAN_BATCH}`,
      values: [...values, last],
      rowMode: 'array',
      types: instantsAsText,
    })) as unknown as QueryArrayResult<TransactionRow>;
    for (const row of rows) {
      const transaction = toTransaction(row, source.vault, source.reference);
      if (filter.sqlDecides || filter.matches(transaction)) yield transaction;
    }
    const end = rows.at(-1);
    if (!end || rows.length < SCAN_BATCH) return;
    last = end[0];
  }
}

/** Everything that matches a filter, opened, one at a time in the order of ids; for sums. */
export async function* scanTransactions(
  householdId: HouseholdId,
  reference: Reference,
  filter: Predicate,
  on: Queryable,
): AsyncGenerator<Transaction> {
  yield* scan(await openSource(householdId, reference, on), filter);
}

export function cursorOf(transaction: Transaction, orderBy: TransactionOrder): string {
  const key = orderBy.startsWith('DATE') ? transaction.date : amountKey(transaction).toString();
  return encodeCursor({ order: orderBy, key, id: transaction.id });
}

/** How many match the filter. */
export async function countTransactions(
  householdId: HouseholdId,
  reference: Reference,
  given: TransactionFilter,
  on: Queryable = db(),
): Promise<number> {
  const source = await openSource(householdId, reference, on);
  const filter = transactionFilter(given, source.vault, reference);
  if (!filter.sqlDecides) {
    let count = 0;
    for await (const _ of scan(source, filter)) count++;
    return count;
  }
  const values: unknown[] = [householdId];
  const { rows } = await on.query<{ count: string }>(
    `SELECT count(*) AS count FROM transaction t WHERE ${filter.toSql(values)}`,
    values,
  );
  return Number(rows[0]?.count ?? 0);
}

const PAYEE_LOOKBACK = 400;

/** The last transaction of each payee whose words begin like those of `text`, the most recent first. */
export async function listPayees(
  householdId: HouseholdId,
  reference: Reference,
  text: string,
  first: number,
): Promise<Transaction[]> {
  const source = await openSource(householdId, reference, db());
  const search = readSearch(text);
  const recent = await pageByDate(source, transactionFilter({ text }, source.vault, reference), {
    first: PAYEE_LOOKBACK,
    after: null,
    orderBy: 'DATE_DESC',
  });
  const byPayee = new Map<string, Transaction>();
  for (const transaction of recent) {
    if (!transaction.payee || byPayee.size >= first) continue;
    const words = wordsOf(transaction.payee);
    const key = words.join(' ');
    if (holdsWords(search, words) && !byPayee.has(key)) byPayee.set(key, transaction);
  }
  return [...byPayee.values()];
}
