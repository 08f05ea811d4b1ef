import type { HouseholdId } from '@/lib/platform/scope';
import { monthOf } from '@/lib/core/dates/local-date';
import { inTransaction } from '@/lib/platform/db/pool';
import { householdVault } from '@/lib/platform/vault/household-vault';
import {
  cellNet,
  countIn,
  emptyCell,
  fromSealedCell,
  toSealedCell,
  type Cell,
  type SealedCell,
} from './cell';
import { recountPostings, sumByAccount } from './data';
import { lockLedger } from './mutations';

export type LedgerDifference = {
  what: 'month total' | 'balance';
  accountId: string;
  categoryId?: string | null;
  month?: string;
};

/**
 * Recounts a household's ledger and compares it with the totals that are kept. Returns where they differ,
 * without amounts, so that the answer may be printed and logged. Writers of this household wait meanwhile.
 */
export async function verifyLedger(
  householdId: HouseholdId,
): Promise<{ transactions: number; cells: number; differences: LedgerDifference[] }> {
  return inTransaction(async (tx) => {
    const ledger = await lockLedger(tx, householdId);
    const expected = new Map<string, Cell>();
    const sums = new Map<string, bigint>();
    let transactions = 0;
    for await (const posting of recountPostings(householdId, { from: null, to: null }, tx)) {
      const key = JSON.stringify([posting.accountId, posting.categoryId, monthOf(posting.date)]);
      const cell = expected.get(key) ?? emptyCell();
      expected.set(key, cell);
      const currency = ledger.reference.accounts.get(posting.accountId)?.currency ?? '';
      countIn(
        cell,
        posting.kind,
        posting.amountMinor,
        ledger.converter.convert(posting.amountMinor, currency, posting.date),
        1,
      );
      sums.set(posting.accountId, (sums.get(posting.accountId) ?? 0n) + posting.amountMinor);
      transactions++;
    }

    const vault = await householdVault(householdId, tx);
    const { rows } = await tx.query<{
      id: string;
      account_id: string;
      category_id: string | null;
      month: string;
      sealed: Buffer;
    }>('SELECT id, account_id, category_id, month, sealed FROM month_total WHERE household_id = $1', [
      householdId,
    ]);
    const kept = new Map(
      rows.map((row) => [
        JSON.stringify([row.account_id, row.category_id, row.month]),
        fromSealedCell(vault.open<SealedCell>('month_total', row.id, row.sealed)),
      ]),
    );
    const differences: LedgerDifference[] = [];
    for (const key of new Set([...expected.keys(), ...kept.keys()])) {
      const [accountId, categoryId, month] = JSON.parse(key) as [string, string | null, string];
      if (sealedForm(expected.get(key)) !== sealedForm(kept.get(key)))
        differences.push({ what: 'month total', accountId, categoryId, month });
    }
    const balances = await sumByAccount(householdId, tx);
    const netOfCells = new Map<string, bigint>();
    for (const [key, cell] of kept) {
      const [accountId] = JSON.parse(key) as [string];
      netOfCells.set(accountId, (netOfCells.get(accountId) ?? 0n) + cellNet(cell));
    }
    for (const accountId of ledger.reference.accounts.keys()) {
      const sum = sums.get(accountId) ?? 0n;
      if (sum !== (balances.get(accountId) ?? 0n) || sum !== (netOfCells.get(accountId) ?? 0n))
        differences.push({ what: 'balance', accountId });
    }
    return { transactions, cells: rows.length, differences };
  });
}

function sealedForm(cell: Cell | undefined): string {
  return JSON.stringify(cell ? toSealedCell(cell) : null);
}
