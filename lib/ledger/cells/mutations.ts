import { v7 as uuidv7 } from 'uuid';
import type { HouseholdId } from '@/lib/platform/scope';
import { monthOf, type MonthStart } from '@/lib/core/dates/local-date';
import type { Queryable } from '@/lib/platform/db/pool';
import { loadReference, type Reference } from '@/lib/ledger/reference/data';
import type { Converter } from '@/lib/core/rates/convert';
import { loadConverter, RATES_VERSION } from '@/lib/core/rates/data';
import type { Posting } from '@/lib/ledger/postings/postings';
import { householdVault } from '@/lib/platform/vault/household-vault';
import type { Vault } from '@/lib/platform/vault/vault';
import {
  addCell,
  cellCount,
  cellNet,
  countIn,
  emptyCell,
  fromSealedCell,
  toSealedCell,
  type Cell,
  type SealedCell,
} from './cell';
import { listMonthCells, recountPostings } from './data';

/**
 * A household's ledger, locked for writing until the database transaction ends. `version` is its own number
 * of this moment, the place in the feed of what is booked now; `ratesVersion` is that of its converter.
 */
export type Ledger = {
  tx: Queryable;
  householdId: HouseholdId;
  vault: Vault;
  reference: Reference;
  converter: Converter;
  version: string;
  ratesVersion: string;
};

/**
 * Takes the household's write lock and reads what every write needs.
 *
 * Updating the version is the lock: one household's writers queue up here, so a month total, which is sealed
 * and cannot be added to in SQL, is never read by two of them at once. Households do not wait for each other.
 * The version also tells readers whether totals in memory are still right.
 *
 * The rates are at least as new as those that the totals were last recounted with: a writer that was waiting
 * for a recount must not go on with what it knew before.
 */
export async function lockLedger(tx: Queryable, householdId: HouseholdId): Promise<Ledger> {
  const { rows } = await tx.query<{
    reference_version: number;
    ledger_version: string;
    rates_version: string;
  }>({
    name: 'lock_ledger',
    text: `UPDATE household SET ledger_version = ledger_version + 1 WHERE id = $1
      RETURNING reference_version, ledger_version,
        greatest(rates_version, ${RATES_VERSION}) AS rates_version`,
    values: [householdId],
  });
  const [row] = rows;
  if (!row) throw new Error('The household does not exist.');
  const vault = await householdVault(householdId, tx);
  const reference = await loadReference(householdId, row.reference_version, tx);
  const currencies = [...reference.accounts.values()].map((account) => account.currency);
  const converter = await loadConverter(reference.household.baseCurrency, currencies, row.rates_version, tx);
  return {
    tx,
    householdId,
    vault,
    reference,
    converter,
    version: row.ledger_version,
    ratesVersion: row.rates_version,
  };
}

/**
 * Takes `removed` out of the month totals and balances and counts `added` in. The caller writes the rows
 * themselves.
 */
export async function applyPostings(
  ledger: Ledger,
  removed: Iterable<Posting>,
  added: Iterable<Posting>,
): Promise<void> {
  const deltas = new Map<string, CellDelta>();
  for (const posting of removed) count(ledger, deltas, posting, -1);
  for (const posting of added) count(ledger, deltas, posting, 1);
  await storeDeltas(
    ledger,
    [...deltas.values()].filter(({ cell }) => !isNothing(cell)),
  );
}

type CellDelta = { accountId: string; categoryId: string | null; month: string; cell: Cell };

function count(ledger: Ledger, deltas: Map<string, CellDelta>, posting: Posting, times: 1 | -1): void {
  const delta = deltaOf(deltas, posting.accountId, posting.categoryId, monthOf(posting.date));
  const account = ledger.reference.accounts.get(posting.accountId);
  if (!account) throw new Error('A posting names an account outside of the household.');
  const base = ledger.converter.convert(posting.amountMinor, account.currency, posting.date);
  countIn(delta.cell, posting.kind, posting.amountMinor, base, times);
}

function deltaOf(
  deltas: Map<string, CellDelta>,
  accountId: string,
  categoryId: string | null,
  month: MonthStart,
): CellDelta {
  const key = `${accountId}${categoryId ?? ''}${month}`;
  let delta = deltas.get(key);
  if (!delta) {
    delta = { accountId, categoryId, month, cell: emptyCell() };
    deltas.set(key, delta);
  }
  return delta;
}

function isNothing(cell: Cell): boolean {
  return Object.values(cell).every((value) => value === 0n || value === 0);
}

type StoredRow = {
  id: string;
  account_id: string;
  category_id: string | null;
  month: string | null;
  sealed: Buffer;
};

async function storeDeltas(ledger: Ledger, deltas: CellDelta[]): Promise<void> {
  if (deltas.length === 0) return;
  const { tx, vault, householdId } = ledger;
  const sums = new Map<string, bigint>();
  for (const delta of deltas)
    sums.set(delta.accountId, (sums.get(delta.accountId) ?? 0n) + cellNet(delta.cell));

  const { rows } = await tx.query<StoredRow>({
    name: 'ledger_read',
    text: `SELECT m.id, m.account_id, m.category_id, m.month, m.sealed
        FROM unnest($1::uuid[], $2::uuid[], $3::date[]) AS want(account_id, category_id, month)
        JOIN month_total m ON m.account_id = want.account_id AND m.month = want.month
          AND m.category_id IS NOT DISTINCT FROM want.category_id
        WHERE m.household_id = $4
      UNION ALL
      SELECT account_id, account_id, NULL, NULL, sealed FROM account_balance
        WHERE account_id = ANY($5::uuid[]) AND household_id = $4`,
    values: [
      deltas.map((d) => d.accountId),
      deltas.map((d) => d.categoryId),
      deltas.map((d) => d.month),
      householdId,
      [...sums.keys()],
    ],
  });
  const stored = new Map(
    rows.map((row) => [
      `${row.account_id}${row.month === null ? '' : (row.category_id ?? '') + row.month}`,
      row,
    ]),
  );

  const kept: { id: string; delta: CellDelta; sealed: Buffer }[] = [];
  const emptied: string[] = [];
  for (const delta of deltas) {
    const row = stored.get(`${delta.accountId}${delta.categoryId ?? ''}${delta.month}`);
    const cell = row
      ? fromSealedCell(vault.open<SealedCell>('month_total', row.id, row.sealed))
      : emptyCell();
    addCell(cell, delta.cell);
    if (cellCount(cell) < 0) throw new Error('A month total would count less than nothing.');
    const id = row?.id ?? uuidv7();
    if (cellCount(cell) > 0)
      kept.push({ id, delta, sealed: vault.seal('month_total', id, toSealedCell(cell)) });
    else if (row) emptied.push(id);
  }
  const balances = [...sums].map(([accountId, sum]) => {
    const row = stored.get(accountId);
    const before = row ? BigInt(vault.open<string>('account_balance', accountId, row.sealed)) : 0n;
    return { accountId, sealed: vault.seal('account_balance', accountId, (before + sum).toString()) };
  });

  if (emptied.length > 0)
    await tx.query('DELETE FROM month_total WHERE id = ANY($1::uuid[]) AND household_id = $2', [
      emptied,
      householdId,
    ]);
  await tx.query({
    name: 'ledger_write',
    text: `WITH cells AS (
        INSERT INTO month_total (id, household_id, account_id, category_id, month, sealed)
        SELECT id, $1, account_id, category_id, month, sealed
        FROM unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::date[], $6::bytea[]) AS c(id, account_id,
          category_id, month, sealed)
        ON CONFLICT (id) DO UPDATE SET sealed = excluded.sealed)
      INSERT INTO account_balance (account_id, household_id, sealed)
      SELECT account_id, $1, sealed FROM unnest($7::uuid[], $8::bytea[]) AS b(account_id, sealed)
      ON CONFLICT (account_id) DO UPDATE SET sealed = excluded.sealed`,
    values: [
      householdId,
      kept.map(({ id }) => id),
      kept.map(({ delta }) => delta.accountId),
      kept.map(({ delta }) => delta.categoryId),
      kept.map(({ delta }) => delta.month),
      kept.map(({ sealed }) => sealed),
      balances.map(({ accountId }) => accountId),
      balances.map(({ sealed }) => sealed),
    ],
  });
}

/** Rebuilds all totals of a locked ledger from its transactions, e.g. for another base currency. */
export async function rebuildTotals(ledger: Ledger): Promise<void> {
  const deltas = new Map<string, CellDelta>();
  for await (const posting of recountPostings(ledger.householdId, { from: null, to: null }, ledger.tx))
    count(ledger, deltas, posting, 1);
  await ledger.tx.query('DELETE FROM month_total WHERE household_id = $1', [ledger.householdId]);
  await ledger.tx.query('DELETE FROM account_balance WHERE household_id = $1', [ledger.householdId]);
  await storeDeltas(ledger, [...deltas.values()]);
}

/**
 * Recounts the months from `from` on and stores where they differ from what is kept, e.g. after rates have
 * arrived.
 */
export async function recountTotals(ledger: Ledger, from: MonthStart): Promise<void> {
  const deltas = new Map<string, CellDelta>();
  for await (const posting of recountPostings(ledger.householdId, { from, to: null }, ledger.tx))
    count(ledger, deltas, posting, 1);
  for (const { accountId, categoryId, month, cell } of await listMonthCells(
    ledger.householdId,
    from,
    ledger.tx,
  )) {
    addCell(deltaOf(deltas, accountId, categoryId, month).cell, cell, -1);
  }
  await storeDeltas(
    ledger,
    [...deltas.values()].filter(({ cell }) => !isNothing(cell)),
  );
}
