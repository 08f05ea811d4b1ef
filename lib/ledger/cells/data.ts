import type { HouseholdId } from '@/lib/platform/scope';
import type { LocalDate, MonthStart } from '@/lib/core/dates/local-date';
import { db, type Queryable } from '@/lib/platform/db/pool';
import type { SealedTransaction, TransactionKind } from '@/lib/ledger/rows/types';
import { householdVault } from '@/lib/platform/vault/household-vault';
import { fromSealedCell, type Cell, type SealedCell } from './cell';
import type { Posting } from '@/lib/ledger/postings/postings';

export type MonthCell = { accountId: string; categoryId: string | null; month: MonthStart; cell: Cell };

/**
 * The month totals of a household from the month `from` on, without an end: what comes later is needed to
 * walk balances back.
 */
export async function listMonthCells(
  householdId: HouseholdId,
  from: MonthStart,
  on: Queryable = db(),
): Promise<MonthCell[]> {
  const vault = await householdVault(householdId, on);
  const { rows } = await on.query<[string, string, string | null, string, Buffer]>({
    name: 'month_cells',
    text: `SELECT id, account_id, category_id, month, sealed FROM month_total WHERE household_id = $1
      AND month >= $2`,
    values: [householdId, from],
    rowMode: 'array',
  } as never);
  return rows.map(([id, accountId, categoryId, month, sealed]) => ({
    accountId,
    categoryId,
    month,
    cell: fromSealedCell(vault.open<SealedCell>('month_total', id, sealed)),
  }));
}

/**
 * The sum of all transactions of each account, in minor units of its currency; accounts without any are left
 * out.
 */
export async function sumByAccount(
  householdId: HouseholdId,
  on: Queryable = db(),
): Promise<Map<string, bigint>> {
  const vault = await householdVault(householdId, on);
  const { rows } = await on.query<{ account_id: string; sealed: Buffer }>({
    name: 'account_sums',
    text: 'SELECT account_id, sealed FROM account_balance WHERE household_id = $1',
    values: [householdId],
  });
  return new Map(
    rows.map((row) => [
      row.account_id,
      BigInt(vault.open<string>('account_balance', row.account_id, row.sealed)),
    ]),
  );
}

const BATCH = 5_000;

/**
 * The postings of the transactions dated from..to (both included, either may be null), read in batches by id.
 * Opens every row: for days at the edge of a period, for recounting, not for totals of whole months.
 */
export async function* recountPostings(
  householdId: HouseholdId,
  range: { from: LocalDate | null; to: LocalDate | null },
  on: Queryable = db(),
): AsyncGenerator<Posting> {
  const vault = await householdVault(householdId, on);
  let after = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const { rows } = await on.query<{
      id: string;
      account_id: string;
      category_id: string | null;
      date: string;
      kind: TransactionKind;
      sealed: Buffer;
    }>({
      name: 'recount',
      text: `SELECT id, account_id, category_id, date, kind, sealed FROM transaction
        WHERE household_id = $1 AND id > $2 AND ($3::date IS NULL OR date >= $3) AND ($4::date IS NULL
          OR date <= $4)
        ORDER BY id LIMIT ${BATCH}`,
      values: [householdId, after, range.from, range.to],
    });
    for (const row of rows) {
      const sealed = vault.open<SealedTransaction>('transaction', row.id, row.sealed);
      yield {
        accountId: row.account_id,
        categoryId: row.category_id,
        date: row.date,
        kind: row.kind,
        amountMinor: BigInt(sealed.a),
      };
    }
    const last = rows.at(-1);
    if (!last || rows.length < BATCH) return;
    after = last.id;
  }
}
