import { currencyExponent } from '@/lib/core/money/currency';
import { domainError } from '@/lib/platform/errors/domain-error';
import { isUuid } from '@/lib/platform/errors/parse-input';
import type { HouseholdId } from '@/lib/platform/scope';
import type { Reference } from '@/lib/ledger/reference/data';
import { wordsOf } from '@/lib/platform/vault/blind-index';
import type { Vault } from '@/lib/platform/vault/vault';
import type { TransactionKind, TransactionStatus } from '@/lib/ledger/rows/types';

/** Conditions on transactions; everything given must hold. Dates are inclusive, amounts are decimal strings of absolute values. */
export type TransactionFilter = {
  accountIds?: readonly string[] | null;
  categoryIds?: readonly string[] | null;
  uncategorized?: boolean | null;
  kinds?: readonly TransactionKind[] | null;
  statuses?: readonly TransactionStatus[] | null;
  from?: string | null;
  to?: string | null;
  minAmount?: string | null;
  maxAmount?: string | null;
  text?: string | null;
  importId?: string | null;
};

/** Whether a condition was given at all: null, and an empty text, ask for nothing. */
export function isGiven(condition: unknown): boolean {
  return condition !== null && condition !== undefined && condition !== '';
}

/** Those of the ids that are the household's, each once: whatever else is asked for has no transactions, and however many there are, few remain. */
const known = (ids: readonly string[], inHousehold: ReadonlyMap<string, unknown>) =>
  [...new Set(ids.map((id) => id.toLowerCase()))].filter((id) => inHousehold.has(id));

/** The condition of a list without a filter. */
export const EVERYTHING = 't.household_id = $1';

/** What PostgreSQL can decide: ids, dates, kinds, statuses and words. `values[0]` is the household. */
export function toSql(
  householdId: HouseholdId,
  filter: TransactionFilter,
  reference: Reference,
  vault: Vault,
): { where: string; values: unknown[] } {
  const values: unknown[] = [householdId];
  const conditions = [EVERYTHING];
  const add = (condition: (parameter: string) => string, value: unknown) => {
    values.push(value);
    conditions.push(condition(`$${values.length}`));
  };
  if (reference.hidden.size > 0) add((p) => `t.account_id <> ALL(${p}::uuid[])`, [...reference.hidden]);
  if (filter.accountIds) {
    // A single account is compared with "=", which lets its own index give the order as well.
    const ids = known(filter.accountIds, reference.accounts);
    if (ids.length === 1) add((p) => `t.account_id = ${p}`, ids[0]);
    else add((p) => `t.account_id = ANY(${p}::uuid[])`, ids);
  }
  if (filter.categoryIds)
    add(
      (p) => `t.category_id = ANY(${p}::uuid[])`,
      withChildren(known(filter.categoryIds, reference.categories), reference),
    );
  if (filter.uncategorized === true) conditions.push('t.category_id IS NULL');
  if (filter.uncategorized === false) conditions.push('t.category_id IS NOT NULL');
  if (filter.kinds) add((p) => `t.kind = ANY(${p}::transaction_kind[])`, [...filter.kinds]);
  if (filter.statuses) add((p) => `t.status = ANY(${p}::transaction_status[])`, [...filter.statuses]);
  if (filter.from) add((p) => `t.date >= ${p}`, filter.from);
  if (filter.to) add((p) => `t.date <= ${p}`, filter.to);
  if (filter.importId)
    add(
      (p) => `t.import_id = ${p}`,
      isUuid(filter.importId) ? filter.importId : '00000000-0000-0000-0000-000000000000',
    );
  const words = filter.text ? wordsOf(filter.text).slice(0, 10) : [];
  // A text of signs alone is a condition too: the index knows words, so nothing is known to contain it.
  if (filter.text?.trim() && words.length === 0) conditions.push('false');
  if (words.length > 0)
    add(
      (p) => `t.search_tokens @> ${p}::bigint[]`,
      words.map((word) => vault.wordToken(word)),
    );
  return { where: conditions.join(' AND '), values };
}

function withChildren(ids: readonly string[], reference: Reference): string[] {
  const wanted = new Set(ids);
  for (const category of reference.categories.values())
    if (category.parent && wanted.has(category.parent.id)) wanted.add(category.id);
  return [...wanted];
}

/**
 * What only opened rows can tell: bounds on the amount. Null when the filter has none.
 * A bound is compared in the row's own currency; one with more decimals than the currency has is compared exactly.
 */
export function amountTest(
  filter: TransactionFilter,
): ((amountMinor: bigint, currency: string) => boolean) | null {
  const min = parseBound(filter.minAmount, 'minAmount');
  const max = parseBound(filter.maxAmount, 'maxAmount');
  if (!min && !max) return null;
  return (amountMinor, currency) => {
    const absolute = amountMinor < 0n ? -amountMinor : amountMinor;
    return (!min || compare(absolute, currency, min) >= 0) && (!max || compare(absolute, currency, max) <= 0);
  };
}

type Bound = { digits: bigint; decimals: number };

function parseBound(text: string | null | undefined, field: string): Bound | null {
  if (text === null || text === undefined) return null;
  const match = /^\+?(\d{1,20})(?:\.(\d{1,10}))?$/.exec(text);
  if (!match)
    throw domainError(
      'INVALID',
      'A bound on the amount must be a decimal number that is not negative, such as "100.50".',
      'filter',
      field,
    );
  const fraction = match[2] ?? '';
  return { digits: BigInt((match[1] ?? '') + fraction), decimals: fraction.length };
}

function compare(amountMinor: bigint, currency: string, bound: Bound): number {
  const difference =
    amountMinor * 10n ** BigInt(bound.decimals) - bound.digits * 10n ** BigInt(currencyExponent(currency));
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}
