import type { HouseholdId } from '@/lib/platform/scope';
import {
  addDays,
  addMonths,
  endOfMonth,
  listMonths,
  monthOf,
  type LocalDate,
} from '@/lib/core/dates/local-date';
import { db, inSnapshot, type Queryable } from '@/lib/platform/db/pool';
import { cellNet } from '@/lib/ledger/cells/cell';
import { listMonthCells, recountPostings, sumByAccount } from '@/lib/ledger/cells/data';

/** Sums of transactions by account id, in minor units of the account's currency. */
export type Sums = ReadonlyMap<string, bigint>;

/**
 * The sum of each account's transactions up to and including `day`; null means all of them.
 * It walks back from the kept sums of everything, so a recent day opens few rows however long the history is.
 */
export async function sumsUpTo(
  householdId: HouseholdId,
  day: LocalDate | null,
  within?: Queryable,
): Promise<Sums> {
  if (day === null) return sumByAccount(householdId, within);
  return inSnapshot(async (tx) => {
    const sums = await sumByAccount(householdId, tx);
    const takeOut = (accountId: string, amount: bigint) =>
      sums.set(accountId, (sums.get(accountId) ?? 0n) - amount);
    for (const { accountId, cell } of await listMonthCells(householdId, addMonths(monthOf(day), 1), tx))
      takeOut(accountId, cellNet(cell));
    const monthEnd = endOfMonth(day);
    if (day < monthEnd) {
      const rest = { from: addDays(day, 1), to: monthEnd };
      for await (const { accountId, amountMinor } of recountPostings(householdId, rest, tx))
        takeOut(accountId, amountMinor);
    }
    return sums;
  }, within);
}

/** The sum of one account's transactions up to the end of each month from..to, oldest first. */
export async function sumsByMonth(
  householdId: HouseholdId,
  accountId: string,
  from: LocalDate,
  to: LocalDate,
): Promise<{ date: LocalDate; sumMinor: bigint }[]> {
  const [sums, cells] = await inSnapshot(
    async (tx) =>
      [await sumByAccount(householdId, tx), await listMonthCells(householdId, monthOf(from), tx)] as const,
  );
  let sum = sums.get(accountId) ?? 0n;
  const netByMonth = new Map<string, bigint>();
  for (const { accountId: id, month, cell } of cells) {
    if (id !== accountId) continue;
    if (month > monthOf(to)) sum -= cellNet(cell);
    else netByMonth.set(month, (netByMonth.get(month) ?? 0n) + cellNet(cell));
  }
  const ends: { date: LocalDate; sumMinor: bigint }[] = [];
  for (const month of listMonths(monthOf(from), monthOf(to)).reverse()) {
    ends.push({ date: endOfMonth(month), sumMinor: sum });
    sum -= netByMonth.get(month) ?? 0n;
  }
  return ends.reverse();
}

/**
 * Those of `ids` that name a hidden account or something of one: a transaction, an import, a bank account or
 * a connection that feeds nothing else, a question of the inbox, a transfer, a change that can be undone.
 * `hidden` is that of a reader's reference.
 */
export async function findHiddenIds(
  householdId: HouseholdId,
  hidden: ReadonlySet<string>,
  ids: readonly string[],
): Promise<Set<string>> {
  const { rows } = await db().query<{ id: string }>(
    `SELECT asked.id FROM unnest($1::uuid[]) AS asked(id) WHERE asked.id = ANY($2::uuid[])
      OR EXISTS (SELECT FROM transaction t WHERE t.id = asked.id AND t.account_id = ANY($2))
      OR EXISTS (SELECT FROM import i WHERE i.id = asked.id AND i.household_id = $3
        AND (i.account_id = ANY($2)
        OR EXISTS (SELECT FROM import_row r WHERE r.import_id = i.id AND r.account_id = ANY($2))))
      OR EXISTS (SELECT FROM bank_account b WHERE b.id = asked.id AND b.account_id = ANY($2))
      OR EXISTS (SELECT FROM bank_connection c JOIN bank_account b ON b.connection_id = c.id
        WHERE c.id = asked.id AND b.account_id IS NOT NULL GROUP BY c.id
        HAVING bool_and(b.account_id = ANY($2)))
      OR EXISTS (SELECT FROM review r WHERE r.id = asked.id AND r.account_id = ANY($2))
      OR EXISTS (SELECT FROM transfer x JOIN transaction t ON t.id IN (x.out_id, x.in_id)
        WHERE x.id = asked.id AND t.account_id = ANY($2))
      OR EXISTS (SELECT FROM change_row r WHERE r.change_id = asked.id
        AND ((r.before->>'account_id')::uuid = ANY($2)
        OR r.entity_id = ANY($2) OR r.entity_id IN (SELECT t.id FROM transaction t
          WHERE t.account_id = ANY($2))))`,
    [ids, [...hidden], householdId],
  );
  return new Set(rows.map(({ id }) => id));
}
