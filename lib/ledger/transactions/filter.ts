import type { LocalDate } from '@/lib/core/dates/local-date';
import { isUuid } from '@/lib/platform/errors/parse-input';
import { SEARCH_INDEX } from '@/lib/platform/vault/blind-index';
import type { Vault } from '@/lib/platform/vault/vault';
import { postingsOf } from '@/lib/ledger/postings/postings';
import type { Reference } from '@/lib/ledger/reference/data';
import type { Transaction, TransactionKind, TransactionStatus } from '@/lib/ledger/rows/types';
import { amountCondition } from './amount';
import type { Condition, Place } from './condition';
import { textCondition } from './text';

/**
 * Conditions on transactions; everything given must hold. Dates are inclusive, amounts are decimal strings of
 * absolute values.
 */
export type TransactionFilter = {
  accountIds?: readonly string[] | null;
  categoryIds?: readonly string[] | null;
  uncategorized?: boolean | null;
  kinds?: readonly TransactionKind[] | null;
  statuses?: readonly TransactionStatus[] | null;
  from?: LocalDate | null;
  to?: LocalDate | null;
  minAmount?: string | null;
  maxAmount?: string | null;
  text?: string | null;
  importId?: string | null;
};

/** Whether a condition was given at all: null, and an empty text, ask for nothing. */
export function isGiven(condition: unknown): boolean {
  return condition !== null && condition !== undefined && condition !== '';
}

/** What a filter means, in every way that it is asked; all of them agree. */
export type Predicate = {
  /** Whether an opened transaction of the household matches. */
  matches: (transaction: Transaction) => boolean;
  /** Whether this posting is one of those that a transaction matches by: only they are summed. */
  counts: (posting: Place) => boolean;
  /** The condition over `transaction t`, its parameters appended to `values`. */
  toSql: (values: unknown[]) => string;
  /** Whether what toSql lets through matches; otherwise `matches` has to be asked of each row. */
  sqlDecides: boolean;
  /**
   * The period whose month cells, those that `counts`, sum up what matches; null when rows have to be opened.
   */
  fromCells: { from: LocalDate | null; to: LocalDate | null } | null;
};

/** The condition of a list without a filter. */
export const EVERYTHING = 't.household_id = $1';

/**
 * The one meaning of a filter for lists, counts, sums and changes of many. `values` that are handed to toSql
 * begin with the household. Throws INVALID for a bound on the amount that is no number.
 */
export function transactionFilter(filter: TransactionFilter, vault: Vault, reference: Reference): Predicate {
  const conditions = conditionsOf(filter, vault, reference);
  const onPostings = conditions.flatMap(({ posting }) => posting ?? []);
  const onRows = conditions.flatMap(({ row }) => row ?? []);
  const counts = (place: Place) => onPostings.every((holds) => holds(place));
  return {
    counts,
    matches: (transaction) =>
      postingsOf(transaction).some(counts) && onRows.every((holds) => holds(transaction)),
    toSql: (values) => {
      const parameter = (value: unknown) => `$${values.push(value)}`;
      return [EVERYTHING, ...conditions.map(({ sql }) => sql?.(parameter))].filter(Boolean).join(' AND ');
    },
    sqlDecides: conditions.every(({ decides }) => decides),
    fromCells: onRows.length === 0 ? { from: filter.from || null, to: filter.to || null } : null,
  };
}

function conditionsOf(filter: TransactionFilter, vault: Vault, reference: Reference): Condition[] {
  const { accountIds, categoryIds, uncategorized, kinds, statuses, importId, text } = filter;
  const found: Condition[] = [];
  if (reference.hidden.size > 0) found.push(outside(reference.hidden));
  if (accountIds) found.push(inAccounts(known(accountIds, reference.accounts)));
  if (categoryIds)
    found.push(inCategories(withChildren(known(categoryIds, reference.categories), reference)));
  if (typeof uncategorized === 'boolean') found.push(withCategory(!uncategorized));
  if (kinds) found.push(oneOf('kind', 'transaction_kind', kinds));
  if (statuses) found.push(oneOf('status', 'transaction_status', statuses));
  if (filter.from) found.push(since(filter.from));
  if (filter.to) found.push(until(filter.to));
  if (importId) found.push(ofImport(importId.toLowerCase()));
  found.push(...amountCondition(filter.minAmount, filter.maxAmount));
  if (text?.trim()) found.push(textCondition(text, vault, reference.household.searchIndex === SEARCH_INDEX));
  return found;
}

/**
 * Those of the ids that are the household's, each once: whatever else is asked for has no transactions, and
 * however many there are, few remain.
 */
const known = (ids: readonly string[], inHousehold: ReadonlyMap<string, unknown>) =>
  [...new Set(ids.map((id) => id.toLowerCase()))].filter((id) => inHousehold.has(id));

function withChildren(ids: readonly string[], reference: Reference): string[] {
  const wanted = new Set(ids);
  for (const category of reference.categories.values())
    if (category.parent && wanted.has(category.parent.id)) wanted.add(category.id);
  return [...wanted];
}

const outside = (hidden: ReadonlySet<string>): Condition => ({
  sql: (parameter) => `t.account_id <> ALL(${parameter([...hidden])}::uuid[])`,
  decides: true,
  posting: ({ accountId }) => !hidden.has(accountId),
});

const inAccounts = (ids: readonly string[]): Condition => ({
  // A single account is compared with "=", which lets its own index give the order as well.
  sql: (parameter) =>
    ids.length === 1
      ? `t.account_id = ${parameter(ids[0])}`
      : `t.account_id = ANY(${parameter(ids)}::uuid[])`,
  decides: true,
  posting: ({ accountId }) => ids.includes(accountId),
});

const inCategories = (ids: readonly string[]): Condition => ({
  sql: (parameter) => `t.category_id = ANY(${parameter(ids)}::uuid[])`,
  decides: true,
  posting: ({ categoryId }) => categoryId !== null && ids.includes(categoryId),
});

const withCategory = (wanted: boolean): Condition => ({
  sql: () => `t.category_id IS ${wanted ? 'NOT NULL' : 'NULL'}`,
  decides: true,
  posting: ({ categoryId }) => (categoryId !== null) === wanted,
});

const oneOf = <Field extends 'kind' | 'status'>(
  field: Field,
  type: string,
  values: readonly Transaction[Field][],
): Condition => ({
  sql: (parameter) => `t.${field} = ANY(${parameter(values)}::${type}[])`,
  decides: true,
  row: (transaction) => values.includes(transaction[field]),
});

const since = (from: LocalDate): Condition => ({
  sql: (parameter) => `t.date >= ${parameter(from)}`,
  decides: true,
  posting: ({ date }) => date >= from,
});

const until = (to: LocalDate): Condition => ({
  sql: (parameter) => `t.date <= ${parameter(to)}`,
  decides: true,
  posting: ({ date }) => date <= to,
});

const ofImport = (importId: string): Condition => ({
  sql: isUuid(importId) ? (parameter) => `t.import_id = ${parameter(importId)}` : () => 'false',
  decides: true,
  row: (transaction) => transaction.importId === importId,
});
