import type { HouseholdId } from '@/lib/platform/scope';
import { balanceId } from '@/lib/intake/postings/data';
import type { SealedRow } from '@/lib/intake/postings/types';
import { fromSealedRow } from '@/lib/intake/postings/types';
import { inSnapshot, type Queryable } from '@/lib/platform/db/pool';
import type { Row } from '@/lib/platform/db/row';
import { type Reference, readReference, referenceFor } from '@/lib/ledger/reference/data';
import { formatDecimal } from '@/lib/core/money/decimal';
import type { SealedTransaction } from '@/lib/ledger/rows/types';
import { householdVault } from '@/lib/platform/vault/household-vault';
import type { Vault } from '@/lib/platform/vault/vault';
import type { BankBalance, BankPosting, Review, Transaction } from '@/prisma/__generated__/client';
import type { EntityName, Line } from './format';

/**
 * What all files of one export are read from. Ids are unique in the whole database, so rows are named by
 * their places instead.
 */
export type Source = {
  tx: Queryable;
  householdId: HouseholdId;
  vault: Vault;
  reference: Reference;
  accountIds: string[];
  categoryIds: string[];
};

/**
 * Reads a household as one person sees it, as it is at one moment, however long `work` takes over it: what is
 * written meanwhile is in no file of the export rather than in some of them.
 */
export function readSource<T>(
  householdId: HouseholdId,
  userId: string,
  work: (source: Source) => Promise<T>,
): Promise<T> {
  return inSnapshot(async (tx) => {
    // Right after an import PostgreSQL knows nothing of the new rows yet, and would join them all by loops.
    await tx.query('SET LOCAL enable_nestloop = off');
    const reference = referenceFor(await readReference(householdId, tx), userId);
    // Ids grow with time: in their order rows stand in that of their making, here and in the household that
    // they are brought into.
    const [accountIds, categoryIds] = [
      [...reference.accounts.keys()].sort(),
      [...reference.categories.keys()].sort(),
    ];
    return work({
      tx,
      householdId,
      vault: await householdVault(householdId, tx),
      reference,
      accountIds,
      categoryIds,
    });
  });
}

const BATCH = 1_000;
let cursors = 0;

/** The rows of a query in batches: whatever its size, one batch is in memory. */
async function* batches<Fetched extends object>(
  tx: Queryable,
  text: string,
  values: unknown[],
): AsyncGenerator<Fetched[]> {
  const cursor = `export_${++cursors}`;
  await tx.query(`DECLARE ${cursor} NO SCROLL CURSOR FOR ${text}`, values);
  for (;;) {
    const { rows } = await tx.query<Fetched>(`FETCH ${BATCH} FROM ${cursor}`);
    if (rows.length > 0) yield rows;
    if (rows.length < BATCH) break;
  }
  await tx.query(`CLOSE ${cursor}`);
}

/**
 * The transactions of the export with their places: by day, and those of one day in the order in which they
 * were recorded.
 */
const NUMBERED = `SELECT id, row_number() OVER (ORDER BY date, id) AS place FROM transaction
  WHERE household_id = $1
    AND account_id = ANY($2::uuid[])`;
const NUMBERED_POSTINGS = `SELECT id, row_number() OVER (ORDER BY array_position($2::uuid[], account_id),
  date, id) AS place
    FROM bank_posting WHERE household_id = $1 AND account_id = ANY($2::uuid[])`;
const placeOf = (ids: readonly string[]): ReadonlyMap<string, number> =>
  new Map(ids.map((id, index) => [id, index + 1]));
const UTC = (column: string) =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS ${column.replace(/^t\./, '')}`;

type Reader<Name extends EntityName> = (
  source: Source,
) => Iterable<Line<Name>[]> | AsyncIterable<Line<Name>[]>;

function* readHousehold({ reference: { household } }: Source): Generator<Line<'household'>[]> {
  yield [
    {
      name: household.name,
      baseCurrency: household.pendingBaseCurrency ?? household.baseCurrency,
      timeZone: household.timeZone,
    },
  ];
}

function* readAccounts({ reference, accountIds }: Source): Generator<Line<'accounts'>[]> {
  yield accountIds.flatMap((id) => {
    const account = reference.accounts.get(id);
    if (!account) return [];
    const { name, type, currency, number, openingBalanceMinor, closedOn, privateToId, counted, createdAt } =
      account;
    return [
      {
        name,
        type,
        currency,
        number,
        openingBalance: formatDecimal(openingBalanceMinor, currency),
        closedOn,
        private: privateToId !== null,
        counted,
        createdAt: createdAt.toISOString(),
      },
    ];
  });
}

function* readCategories({ reference, categoryIds }: Source): Generator<Line<'categories'>[]> {
  const places = placeOf(categoryIds);
  yield categoryIds.flatMap((id) => {
    const category = reference.categories.get(id);
    if (!category) return [];
    const { name, kind, color, archived, parent } = category;
    return [{ name, kind, color, archived, parent: parent ? (places.get(parent.id) ?? null) : null }];
  });
}

function readLayouts({ tx, householdId }: Source): AsyncIterable<Line<'csv-layouts'>[]> {
  return batches<Line<'csv-layouts'>>(
    tx,
    `SELECT header_fingerprint AS headings, mapping FROM import_mapping WHERE household_id = $1
      ORDER BY header_fingerprint COLLATE "C"`,
    [householdId],
  );
}

type TransactionRow = Row<
  Transaction,
  'id' | 'accountId' | 'categoryId' | 'date' | 'status' | 'kind' | 'origin' | 'sealed'
> & { created_at: string; updated_at: string };

async function* readTransactions({
  tx,
  householdId,
  vault,
  reference,
  accountIds,
  categoryIds,
}: Source): AsyncGenerator<Line<'transactions'>[]> {
  const [accounts, categories] = [placeOf(accountIds), placeOf(categoryIds)];
  const text = `SELECT t.id, t.account_id, t.category_id, t.date, t.status, t.kind, t.origin, t.sealed,
    ${UTC('t.created_at')}, ${UTC('t.updated_at')}
    FROM transaction t WHERE t.household_id = $1 AND t.account_id = ANY($2::uuid[]) ORDER BY t.date, t.id`;
  for await (const rows of batches<TransactionRow>(tx, text, [householdId, accountIds])) {
    yield rows.map((row) => {
      const sealed = vault.open<SealedTransaction>('transaction', row.id, row.sealed);
      const currency = currencyOf(reference, row.account_id);
      const { amount, ...said } = sealed.o ?? {};
      return {
        account: accounts.get(row.account_id) ?? 0,
        date: row.date,
        amount: formatDecimal(BigInt(sealed.a), currency),
        kind: row.kind,
        status: row.status,
        category: row.category_id === null ? null : (categories.get(row.category_id) ?? null),
        payee: sealed.p ?? null,
        description: sealed.d ?? null,
        notes: sealed.n ?? null,
        origin: row.origin,
        bank: inOrder(sealed.b ?? {}, ['account', 'id', 'variable', 'constant', 'specific']),
        marks: inOrder(sealed.m ?? {}, [
          'date',
          'amount',
          'payee',
          'description',
          'notes',
          'category',
          'status',
          'kind',
        ]),
        bankValues: inOrder(
          { ...said, ...(amount === undefined ? {} : { amount: formatDecimal(BigInt(amount), currency) }) },
          ['date', 'amount', 'payee', 'description', 'status'],
        ),
        createdAt: row.created_at,
        updatedAt: row.updated_at,
      };
    });
  }
}

/** The fields that there are, always in one order: the same data make the same bytes, whoever wrote them. */
function inOrder<T extends object>(fields: T, order: readonly (keyof T)[]): T {
  return Object.fromEntries(
    order.filter((field) => fields[field] !== undefined).map((field) => [field, fields[field]]),
  ) as T;
}

function currencyOf({ accounts }: Reference, accountId: string): string {
  const account = accounts.get(accountId);
  if (!account) throw new Error('A row names an account that is not in its export.');
  return account.currency;
}

async function* readTransfers({ tx, householdId, accountIds }: Source): AsyncGenerator<Line<'transfers'>[]> {
  const text = `WITH numbered AS (${NUMBERED})
    SELECT o.place::int AS out, i.place::int AS "in", x.state FROM transfer x
      JOIN numbered o ON o.id = x.out_id JOIN numbered i ON i.id = x.in_id WHERE x.household_id = $1
      ORDER BY o.place, i.place`;
  yield* batches<Line<'transfers'>>(tx, text, [householdId, accountIds]);
}

type PostingRow = Row<BankPosting, 'id' | 'accountId' | 'state' | 'sealed'> & {
  place: number | null;
  decided: boolean;
};

async function* readBankRows({
  tx,
  householdId,
  vault,
  reference,
  accountIds,
}: Source): AsyncGenerator<Line<'bank-rows'>[]> {
  const accounts = placeOf(accountIds);
  const text = `WITH numbered AS (${NUMBERED})
    SELECT p.id, p.account_id, n.place::int, p.transaction_id IS NOT NULL AS decided, p.state, p.sealed
      FROM bank_posting p LEFT JOIN numbered n ON n.id = p.transaction_id
    WHERE p.household_id = $1 AND p.account_id = ANY($2::uuid[])
      ORDER BY array_position($2::uuid[], p.account_id), p.date, p.id`;
  for await (const rows of batches<PostingRow>(tx, text, [householdId, accountIds])) {
    yield rows.map((row) => {
      const { amountMinor, balanceMinor, currency, ...said } = fromSealedRow(
        vault.open<SealedRow>('bank_posting', row.id, row.sealed),
      );
      const exact = currency ?? currencyOf(reference, row.account_id);
      return {
        account: accounts.get(row.account_id) ?? 0,
        transaction: row.place,
        // Also where it has been moved into an account that is private to somebody else: from here it is
        // gone.
        removed: row.decided && row.place === null,
        state: row.state,
        date: said.date,
        amount: formatDecimal(amountMinor, exact),
        currency,
        payee: said.payee,
        description: said.description,
        counterpartyAccount: said.counterpartyAccount,
        bankId: said.bankId,
        symbols: inOrder(said.symbols, ['variable', 'constant', 'specific']),
        status: said.status,
        balance: balanceMinor === null ? null : formatDecimal(balanceMinor, exact),
      };
    });
  }
}

type StatedRow = Row<BankBalance, 'accountId' | 'date' | 'sealed'>;

async function* readStatedBalances({
  tx,
  householdId,
  vault,
  reference,
  accountIds,
}: Source): AsyncGenerator<Line<'stated-balances'>[]> {
  const accounts = placeOf(accountIds);
  const text = `SELECT account_id, date, sealed FROM bank_balance WHERE household_id = $1
      AND account_id = ANY($2::uuid[]) ORDER BY array_position($2::uuid[], account_id), date`;
  for await (const rows of batches<StatedRow>(tx, text, [householdId, accountIds])) {
    yield rows.map((row) => {
      const amountMinor = BigInt(
        vault.open<string>('bank_balance', balanceId(row.account_id, row.date), row.sealed),
      );
      return {
        account: accounts.get(row.account_id) ?? 0,
        date: row.date,
        amount: formatDecimal(amountMinor, currencyOf(reference, row.account_id)),
      };
    });
  }
}

type QuestionRow = Row<Review, 'kind' | 'accountId'> & {
  transaction: number | null;
  bank_row: number | null;
  candidates: number[];
};

/** What waits for a decision, as long as everything that it is about is in the export. */
async function* readQuestions({ tx, householdId, accountIds }: Source): AsyncGenerator<Line<'questions'>[]> {
  const accounts = placeOf(accountIds);
  const text = `WITH numbered AS (${NUMBERED}), postings AS (${NUMBERED_POSTINGS})
    SELECT r.kind, r.account_id, t.place::int AS transaction, p.place::int AS bank_row,
      array(SELECT c.place::int FROM unnest(r.candidates) WITH ORDINALITY AS u(id, nth)
        JOIN numbered c ON c.id = u.id ORDER BY u.nth) AS candidates
    FROM review r LEFT JOIN numbered t ON t.id = r.transaction_id LEFT JOIN postings p ON p.id = r.posting_id
    WHERE r.household_id = $1 AND r.account_id = ANY($2::uuid[]) AND r.decided_at IS NULL
      AND (r.transaction_id IS NULL OR t.id IS NOT NULL) AND (r.posting_id IS NULL OR p.id IS NOT NULL)
        ORDER BY r.created_at, r.id`;
  for await (const rows of batches<QuestionRow>(tx, text, [householdId, accountIds])) {
    yield rows.map((row) => ({
      kind: row.kind,
      account: accounts.get(row.account_id) ?? 0,
      transaction: row.transaction,
      bankRow: row.bank_row,
      candidates: row.candidates,
    }));
  }
}

export const READERS: { [Name in EntityName]: Reader<Name> } = {
  household: readHousehold,
  accounts: readAccounts,
  categories: readCategories,
  'csv-layouts': readLayouts,
  transactions: readTransactions,
  transfers: readTransfers,
  'bank-rows': readBankRows,
  'stated-balances': readStatedBalances,
  questions: readQuestions,
};
