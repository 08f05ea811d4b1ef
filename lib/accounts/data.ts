import type { HouseholdId } from '../auth/scope';
import { addMonths, endOfMonth, listMonths, monthOf, type LocalDate } from '../dates/local-date';
import { cellNet } from '../ledger/cell';
import { listMonthCells, recountPostings, sumByAccount } from '../ledger/data';

/** Sums of transactions by account id, in minor units of the account's currency. */
export type Sums = ReadonlyMap<string, bigint>;

/**
 * The sum of each account's transactions up to and including `on`; null means all of them.
 * It walks back from the kept sums of everything, so a recent day opens few rows however long the history is.
 */
export async function sumsUpTo(householdId: HouseholdId, on: LocalDate | null): Promise<Sums> {
  const sums = await sumByAccount(householdId);
  if (on === null) return sums;
  const takeOut = (accountId: string, amount: bigint) => sums.set(accountId, (sums.get(accountId) ?? 0n) - amount);
  for (const { accountId, cell } of await listMonthCells(householdId, addMonths(monthOf(on), 1))) takeOut(accountId, cellNet(cell));
  const monthEnd = endOfMonth(on);
  if (on < monthEnd) {
    for await (const posting of recountPostings(householdId, { from: on, to: monthEnd })) {
      if (posting.date > on) takeOut(posting.accountId, posting.amountMinor);
    }
  }
  return sums;
}

/** The sum of one account's transactions up to the end of each month from..to, oldest first. */
export async function sumsByMonth(householdId: HouseholdId, accountId: string, from: LocalDate, to: LocalDate): Promise<{ date: LocalDate; sumMinor: bigint }[]> {
  let sum = (await sumByAccount(householdId)).get(accountId) ?? 0n;
  const netByMonth = new Map<string, bigint>();
  for (const { accountId: id, month, cell } of await listMonthCells(householdId, monthOf(from))) {
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
