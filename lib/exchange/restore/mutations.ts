import { randomUUID } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { insertAccount } from '@/lib/ledger/accounts/mutations';
import { noteEvent } from '@/lib/people/audit/mutations';
import type { PersonalActor } from '@/lib/people/audit/types';
import type { HouseholdId } from '@/lib/platform/scope';
import { storePostings } from '@/lib/intake/postings/mutations';
import type { BankPosting } from '@/lib/intake/postings/types';
import { balanceId } from '@/lib/intake/postings/data';
import { copyBytes, copyInto } from '@/lib/platform/db/copy';
import { inTransaction } from '@/lib/platform/db/pool';
import { readReference } from '@/lib/ledger/reference/data';
import { bumpReference } from '@/lib/people/households/mutations';
import { TRANSACTION_TARGET, transactionCells } from '@/lib/ledger/rows/copy';
import { noteRestored } from '@/lib/ledger/door/restored';
import { type Ledger, lockLedger, rebuildTotals } from '@/lib/ledger/cells/mutations';
import { loadConverter } from '@/lib/core/rates/data';
import { openReviews } from '@/lib/intake/reviews/mutations';
import type { TokenMemory } from '@/lib/platform/vault/blind-index';
import { ExportFileError } from '@/lib/exchange/exports/errors';
import type { EntityName, Line } from '@/lib/exchange/exports/format';
import { openExport, type OpenedExport, wrongLine } from '@/lib/exchange/exports/read';
import { amountAt, checkCategories, checkKind, namedAt } from './lines';

/**
 * What the lines of later files name by their numbers: ids in the order of the lines, and currencies of
 * accounts.
 */
type Restored = {
  accounts: { id: string; currency: string }[];
  categoryIds: string[];
  transactionIds: string[];
  postingIds: string[];
};

/**
 * Brings an export into an empty household, in one transaction: all of it, or nothing. The household takes
 * over name, base currency, time zone and categories; accounts that were private are private to who brings
 * them. Totals are recalculated. Throws ExportFileError, NOT_EMPTY when the household has an account or an
 * import, LINE for the first line that cannot be.
 */
export async function restoreExport(
  householdId: HouseholdId,
  actor: PersonalActor,
  bytes: Buffer,
): Promise<void> {
  const opened = await openExport(bytes);
  await inTransaction(async (tx) => {
    const ledger = await lockLedger(tx, householdId);
    await refuseUnlessEmpty(ledger);
    const baseCurrency = await restoreSettings(ledger, opened);
    const restored: Restored = {
      accounts: await restoreAccounts(ledger, opened, actor.user.id),
      categoryIds: await restoreCategories(ledger, opened),
      transactionIds: [],
      postingIds: [],
    };
    await restoreLayouts(ledger, opened);
    await restoreTransactions(ledger, opened, restored);
    await restoreTransfers(ledger, opened, restored);
    await restoreBankRows(ledger, opened, restored);
    await restoreBalances(ledger, opened, restored);
    await restoreQuestions(ledger, opened, restored);
    const reference = await readReference(householdId, tx);
    const converter = await loadConverter(
      baseCurrency,
      [...reference.accounts.values()].map(({ currency }) => currency),
      ledger.ratesVersion,
      tx,
    );
    await rebuildTotals({ ...ledger, reference, converter });
    await noteRestored(ledger, actor.user.id);
    await tx.query('UPDATE household SET rates_version = $2 WHERE id = $1', [
      householdId,
      ledger.ratesVersion,
    ]);
    await bumpReference(tx, householdId);
    await noteEvent(tx, householdId, actor, 'DATA_IMPORTED');
  });
}

async function refuseUnlessEmpty({ tx, householdId }: Ledger): Promise<void> {
  const { rowCount } = await tx.query(
    `SELECT FROM account WHERE household_id = $1 UNION ALL SELECT FROM import WHERE household_id = $1 LIMIT 1`,
    [householdId],
  );
  if (rowCount)
    throw new ExportFileError(
      'NOT_EMPTY',
      'This household has accounts or imports already: make a new household and bring the export into that one.',
    );
}

/** All lines of a small file. */
async function linesOf<Name extends EntityName>(opened: OpenedExport, name: Name): Promise<Line<Name>[]> {
  const lines: Line<Name>[] = [];
  for await (const { line } of opened.lines(name)) lines.push(line);
  return lines;
}

async function restoreSettings({ tx, householdId }: Ledger, opened: OpenedExport): Promise<string> {
  const [household, ...more] = await linesOf(opened, 'household');
  if (!household || more.length > 0) throw wrongLine('household', 1, 'There is exactly one.');
  await tx.query(
    `UPDATE household SET name = $2, base_currency = $3, pending_base_currency = NULL, time_zone = $4
      WHERE id = $1`,
    [householdId, household.name, household.baseCurrency, household.timeZone],
  );
  return household.baseCurrency;
}

async function restoreAccounts(
  ledger: Ledger,
  opened: OpenedExport,
  userId: string,
): Promise<Restored['accounts']> {
  const accounts: Restored['accounts'] = [];
  for await (const { line, number } of opened.lines('accounts')) {
    const account = {
      id: uuidv7(),
      ...line,
      openingBalanceMinor: amountAt({ name: 'accounts', number }, line.openingBalance, line.currency),
    };
    await insertAccount(ledger, account);
    await ledger.tx.query(
      'UPDATE account SET closed_on = $2, private_to_id = $3, counted = $4, created_at = $5 WHERE id = $1',
      [account.id, line.closedOn, line.private ? userId : null, line.counted, line.createdAt],
    );
    accounts.push({ id: account.id, currency: line.currency });
  }
  return accounts;
}

/** The categories of the export take the place of those that a new household begins with. */
async function restoreCategories({ tx, householdId }: Ledger, opened: OpenedExport): Promise<string[]> {
  const lines = await linesOf(opened, 'categories');
  checkCategories(lines);
  const ids = lines.map(() => uuidv7());
  await tx.query('DELETE FROM category WHERE household_id = $1 AND parent_id IS NOT NULL', [householdId]);
  await tx.query('DELETE FROM category WHERE household_id = $1', [householdId]);
  const rows = lines.map(({ parent, ...line }, index) => ({
    id: ids[index],
    parent_id: parent === null ? null : ids[parent - 1],
    ...line,
  }));
  await tx.query(
    `INSERT INTO category (id, household_id, parent_id, kind, name, color, archived)
      SELECT id, $1, parent_id, kind, name, color, archived
        FROM jsonb_to_recordset($2) AS c(id uuid, parent_id uuid, kind category_kind, name text, color
        smallint, archived boolean)`,
    [householdId, JSON.stringify(rows)],
  );
  return ids;
}

async function restoreLayouts({ tx, householdId }: Ledger, opened: OpenedExport): Promise<void> {
  for await (const { line } of opened.lines('csv-layouts')) {
    await tx.query(
      `INSERT INTO import_mapping (household_id, header_fingerprint, mapping) VALUES ($1, $2, $3)
        ON CONFLICT (household_id, header_fingerprint) DO UPDATE
          SET mapping = excluded.mapping, updated_at = now()`,
      [householdId, line.headings, JSON.stringify(line.mapping)],
    );
  }
}

async function restoreTransactions(ledger: Ledger, opened: OpenedExport, restored: Restored): Promise<void> {
  const memory: TokenMemory = new Map();
  const rows = async function* () {
    for await (const { line, number } of opened.lines('transactions')) {
      const place = { name: 'transactions', number } as const;
      const { account: accountLine, category, amount, bankValues, ...rest } = line;
      const account = namedAt(place, restored.accounts, accountLine, 'accounts.jsonl');
      const amountMinor = amountAt(place, amount, account.currency);
      checkKind(place, line.kind, amountMinor);
      const said =
        bankValues.amount === undefined
          ? bankValues
          : { ...bankValues, amount: amountAt(place, bankValues.amount, account.currency).toString() };
      const categoryId =
        category === null ? null : namedAt(place, restored.categoryIds, category, 'categories.jsonl');
      const id = uuidv7();
      restored.transactionIds.push(id);
      yield transactionCells(
        ledger,
        { ...rest, id, account, categoryId, amountMinor, bankValues: said, importId: null },
        memory,
      );
    }
  };
  await copyInto(ledger.tx, TRANSACTION_TARGET, rows());
}

async function restoreTransfers(
  { tx, householdId }: Ledger,
  opened: OpenedExport,
  { transactionIds }: Restored,
): Promise<void> {
  const seen = new Set<string>();
  const rows = async function* () {
    for await (const { line, number } of opened.lines('transfers')) {
      const place = { name: 'transfers', number } as const;
      const [out, into] = [
        namedAt(place, transactionIds, line.out, 'transactions.jsonl'),
        namedAt(place, transactionIds, line.in, 'transactions.jsonl'),
      ];
      // A transaction is a side of one transfer; how often it was refused to be one does not matter.
      const sides = line.state === 'LINKED' ? [out, into] : [`${out} ${into}`];
      if (sides.some((side) => seen.has(side)))
        throw wrongLine('transfers', number, 'A side of it is in another transfer.');
      for (const side of sides) seen.add(side);
      yield [uuidv7(), householdId, out, into, line.state];
    }
  };
  await copyInto(tx, 'transfer (id, household_id, out_id, in_id, state)', rows());
}

const BATCH = 1_000;

async function restoreBankRows(ledger: Ledger, opened: OpenedExport, restored: Restored): Promise<void> {
  let batch: BankPosting[] = [];
  for await (const { line, number } of opened.lines('bank-rows')) {
    const place = { name: 'bank-rows', number } as const;
    const { account: accountLine, transaction, removed, state, amount, balance, ...said } = line;
    const account = namedAt(place, restored.accounts, accountLine, 'accounts.jsonl');
    const currency = said.currency ?? account.currency;
    const id = uuidv7();
    restored.postingIds.push(id);
    batch.push({
      id,
      accountId: account.id,
      bankAccountId: null,
      importId: null,
      // The id of a transaction that is not there is how a removed one is remembered.
      transactionId:
        transaction !== null
          ? namedAt(place, restored.transactionIds, transaction, 'transactions.jsonl')
          : removed
            ? randomUUID()
            : null,
      state,
      row: {
        ...said,
        amountMinor: amountAt(place, amount, currency),
        balanceMinor: balance === null ? null : amountAt(place, balance, currency),
      },
    });
    if (batch.length < BATCH) continue;
    await storePostings(ledger, batch);
    batch = [];
  }
  await storePostings(ledger, batch);
}

async function restoreBalances(
  { tx, householdId, vault }: Ledger,
  opened: OpenedExport,
  { accounts }: Restored,
): Promise<void> {
  const seen = new Set<string>();
  const rows = async function* () {
    for await (const { line, number } of opened.lines('stated-balances')) {
      const place = { name: 'stated-balances', number } as const;
      const account = namedAt(place, accounts, line.account, 'accounts.jsonl');
      const id = balanceId(account.id, line.date);
      if (seen.has(id))
        throw wrongLine('stated-balances', number, 'There is one balance for a day of an account.');
      seen.add(id);
      yield [
        account.id,
        line.date,
        householdId,
        copyBytes(vault.seal('bank_balance', id, amountAt(place, line.amount, account.currency).toString())),
      ];
    }
  };
  await copyInto(tx, 'bank_balance (account_id, date, household_id, sealed)', rows());
}

async function restoreQuestions(ledger: Ledger, opened: OpenedExport, restored: Restored): Promise<void> {
  const reviews = [];
  for await (const { line, number } of opened.lines('questions')) {
    const place = { name: 'questions', number } as const;
    const transactionAt = (at: number) => namedAt(place, restored.transactionIds, at, 'transactions.jsonl');
    reviews.push({
      kind: line.kind,
      accountId: namedAt(place, restored.accounts, line.account, 'accounts.jsonl').id,
      transactionId: line.transaction === null ? null : transactionAt(line.transaction),
      postingId:
        line.bankRow === null ? null : namedAt(place, restored.postingIds, line.bankRow, 'bank-rows.jsonl'),
      candidates: line.candidates.map(transactionAt),
    });
  }
  await openReviews(ledger, reviews);
}
