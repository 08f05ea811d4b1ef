import fc from 'fast-check';
import { db } from '@/lib/platform/db/pool';
import { readReference } from '@/lib/ledger/reference/data';
import { listReviews } from '@/lib/intake/reviews/data';
import { categoryId } from '@/lib/testing/builders';
import { setUpTestDatabase } from '@/lib/testing/database';
import { removeTransactions, updateTransactions } from '@/lib/ledger/transactions/mutations';
import type { Transaction } from '@/lib/ledger/rows/types';
import { householdVault } from '@/lib/platform/vault/household-vault';
import type { Fault } from '../mock/server';
import { toBankPosting, POSTING_COLUMNS, type PostingRow } from '@/lib/intake/postings/data';
import { findBalanceProof } from '../proof/data';
import { createWorld, randomAccount, type World } from '@/lib/testing/bank-world';

setUpTestDatabase();

const NUMBER = 'CZ6508000000192000145399';

/** What a bank can do to those who trust it. Each is played on a random day, between a person's edits. */
const SCENARIOS: Record<string, (today: string) => Fault[]> = {
  'nothing unusual': () => [],
  'a renumbered batch': (today) => [{ kind: 'RENUMBERED_DAY', date: today }],
  'a batch of before that is renumbered': (today) => [{ kind: 'RENUMBERED_DAY', date: dayBefore(today, 1) }],
  'pending booked with another id and date': () => [{ kind: 'BOOKED_DIFFERENTLY' }],
  'pending booked with another amount': () => [{ kind: 'BOOKED_DIFFERENTLY', changeMinor: -150 }],
  'identical twins': () => [{ kind: 'IDENTICAL_TWINS' }],
  'identical twins without ids': () => [{ kind: 'IDENTICAL_TWINS', withoutIds: true }],
  'identical pending twins': () => [{ kind: 'IDENTICAL_TWINS', pending: true }],
  'a deleted transaction': () => [{ kind: 'DELETED_TRANSACTION' }],
  'a deleted pending transaction': () => [{ kind: 'DELETED_TRANSACTION', state: 'PENDING' }],
  'an expired consent': () => [{ kind: 'CONSENT_EXPIRED' }],
  'a revoked token': () => [{ kind: 'TOKEN_REVOKED' }],
  'too many requests': () => [{ kind: 'RATE_LIMITED' }],
  'an error in the middle of paging': () => [{ kind: 'SERVER_ERROR' }],
  'a truncated page': () => [{ kind: 'TRUNCATED_PAGE' }],
  'a wrong balance': () => [{ kind: 'WRONG_BALANCE' }],
  "a day's delay": () => [{ kind: 'DELAYED_DAY' }],
  'duplicates across pages': () => [{ kind: 'REPEATED_ROWS', rows: 3 }],
  'a changed amount': () => [{ kind: 'CHANGED_AMOUNT' }],
  'an unknown currency': () => [{ kind: 'UNKNOWN_CURRENCY' }],
  relinking: () => [{ kind: 'RELINKED' }, { kind: 'CONSENT_EXPIRED' }],
};
const NAMES = Object.keys(SCENARIOS);

// 200 seeds in all: some for every scenario alone, the rest for mixtures. SCENARIO_SEEDS=200 gives each of
// them 200, which takes half an hour.
const ALONE = Number(process.env.SCENARIO_SEEDS ?? 0) || 4;
const MIXED = Number(process.env.SCENARIO_SEEDS ?? 0) || 200 - 4 * NAMES.length;
jest.setTimeout(60 * 60_000);

function dayBefore(date: string, days: number): string {
  return new Date(Date.parse(date) - days * 86_400_000).toISOString().slice(0, 10);
}

type Edit = { id: string; field: 'payee' | 'notes' | 'categoryId' | 'amount'; value: string };

/**
 * Lives through two weeks with a bank that misbehaves and a person who edits, and compares everything with
 * what really happened.
 */
async function live(seed: number, names: readonly string[]): Promise<{ waiting: number }> {
  const random =
    fc.sample(fc.array(fc.nat(1_000_000), { minLength: 200, maxLength: 200 }), { seed, numRuns: 1 })[0] ?? [];
  let drawn = 0;
  const draw = (below: number) => (random[drawn++ % random.length] ?? 0) % below;
  const world = await createWorld([randomAccount(NUMBER, 'CZK', seed)]);
  let connectionId = await world.link(null);
  await world.follow(connectionId);
  const groceries = await categoryId(world.householdId, 'Groceries');
  const edits = new Map<string, Edit>();
  const removed = new Set<string>();
  const faultDay = 2 + draw(6);

  for (let day = 1; day <= 14; day++) {
    world.nextDay();
    await personEdits(world, draw, { edits, removed, groceries });
    const today = world.clock.now.toISOString().slice(0, 10);
    if (day >= faultDay && day < faultDay + names.length) {
      for (const fault of SCENARIOS[names[day - faultDay] ?? '']?.(today) ?? []) play(world, fault);
    }
    const run = await world.sync(connectionId);
    // A person renews what has ended; the gap is fetched from the last success.
    if (run?.state === 'FAILED' && run.problem?.code === 'CONSENT_ENDED') {
      connectionId = await world.link(connectionId);
      await world.sync(connectionId, false);
    }
  }
  const wrong = names.includes('a wrong balance') ? 100n : 0n;
  await world.sync(connectionId);
  const before = await world.transactions();
  await world.sync(connectionId);
  expect((await world.transactions()).map(({ id, updatedAt }) => [id, updatedAt])).toEqual(
    before.map(({ id, updatedAt }) => [id, updatedAt]),
  );
  return compare(world, before, { edits, removed, wrong });
}

/** Some faults need a pending or a booked transaction, which a random day may not have. */
function play(world: World, fault: Fault): void {
  try {
    world.bank.play(fault);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
}

async function personEdits(
  world: World,
  draw: (below: number) => number,
  { edits, removed, groceries }: { edits: Map<string, Edit>; removed: Set<string>; groceries: string },
): Promise<void> {
  const all = await world.transactions();
  if (all.length === 0 || draw(2) === 0) return;
  const transaction = all[draw(all.length)] as Transaction;
  const choice = draw(10);
  if (choice === 0) {
    await removeTransactions(world.householdId, world.userId, [transaction.id]);
    removed.add(transaction.id);
    return;
  }
  const field = (['payee', 'notes', 'categoryId', 'amount'] as const)[choice % 4] ?? 'payee';
  const value =
    field === 'categoryId'
      ? groceries
      : field === 'amount'
        ? `-${100 + draw(50)}.00`
        : `my own ${draw(1_000)}`;
  await updateTransactions(world.householdId, world.userId, [transaction.id], { [field]: value });
  edits.set(`${transaction.id}:${field}`, { id: transaction.id, field, value });
}

async function compare(
  world: World,
  transactions: readonly Transaction[],
  { edits, removed, wrong }: { edits: Map<string, Edit>; removed: Set<string>; wrong: bigint },
): Promise<{ waiting: number }> {
  const { householdId } = world;
  const reference = await readReference(householdId);
  const vault = await householdVault(householdId);
  const { rows } = await db().query<PostingRow>(
    `SELECT ${POSTING_COLUMNS} FROM bank_posting p WHERE household_id = $1`,
    [householdId],
  );
  const postings = rows.map((row) => toBankPosting(row, vault)).filter(({ row }) => row.currency === 'CZK');
  const truth = world.bank.truth(NUMBER);

  // Nothing lost, nothing doubled: what the bank has is known once each, and what is known beyond it is
  // marked as gone.
  const happened = truth.rows
    .filter(({ state }) => state !== 'DELETED')
    .map(
      ({ date, bookedOn, state, amountMinor }) =>
        `${state === 'BOOKED' ? bookedOn : date} ${state} ${amountMinor}`,
    );
  const known = postings
    .filter(({ state }) => state !== 'GONE')
    .map(({ row, state }) => `${row.date} ${state} ${row.amountMinor}`);
  const stale = (text: string) => text.includes(' PENDING ');
  expect(known.filter((text) => !stale(text)).sort()).toEqual(happened.filter((text) => !stale(text)).sort());
  for (const text of new Set(happened.filter(stale)))
    expect(known.filter((other) => other === text).length).toBeGreaterThanOrEqual(
      happened.filter((other) => other === text).length,
    );

  // Each of them is one transaction, unless a person removed it or is asked about it.
  const byId = new Map(transactions.map((transaction) => [transaction.id, transaction]));
  const alive = postings.filter(({ transactionId }) => transactionId !== null && byId.has(transactionId));
  expect(new Set(alive.map(({ transactionId }) => transactionId)).size).toBe(alive.length);
  expect(alive.length).toBe(transactions.length);
  for (const { transactionId } of postings)
    if (transactionId !== null && !byId.has(transactionId)) expect(removed.has(transactionId)).toBe(true);
  const reviews = await listReviews(householdId, reference);
  for (const posting of postings.filter(({ transactionId }) => transactionId === null))
    expect(reviews.some(({ posting: asked }) => asked?.id === posting.id)).toBe(true);

  // What a person wrote stands.
  for (const { id, field, value } of edits.values()) {
    const transaction = byId.get(id);
    if (!transaction) continue;
    const now =
      field === 'categoryId'
        ? transaction.category?.id
        : field === 'amount'
          ? transaction.amountMinor
          : transaction[field];
    expect(now).toBe(field === 'amount' ? BigInt(value.replace('.', '')) : value);
  }

  // The proof states the difference that there is, and its candidates add up to it.
  const [account] = [...reference.accounts.values()];
  if (!account) throw new Error('The household has lost its account.');
  const proof = await findBalanceProof(householdId, reference, account);
  const booked = transactions
    .filter(({ status }) => status !== 'PENDING')
    .reduce((sum, { amountMinor }) => sum + amountMinor, account.openingBalanceMinor);
  expect(proof?.bankMinor).toBe(truth.bookedBalanceMinor + wrong);
  expect(proof?.differenceMinor).toBe(booked - truth.bookedBalanceMinor - wrong);
  if (proof && proof.differenceMinor !== 0n) {
    expect(proof.firstDay).not.toBeNull();
    expect(proof.candidates.reduce((sum, { effectMinor }) => sum + effectMinor, 0n) - wrong).toBe(
      proof.differenceMinor,
    );
  }
  return { waiting: reviews.length };
}

describe('a bank that misbehaves: nothing is lost, nothing doubled, nothing of a person overwritten, the proof is right', () => {
  test.each(NAMES)('%s', async (name) => {
    for (let seed = 1; seed <= ALONE; seed++) await live(seed * 7919 + NAMES.indexOf(name), [name]);
  });

  test('everything mixed', async () => {
    for (let seed = 1; seed <= MIXED; seed++) {
      const mixed =
        fc.sample(fc.shuffledSubarray(NAMES, { minLength: 2, maxLength: 5 }), { seed, numRuns: 1 })[0] ?? [];
      await live(seed, mixed).catch((error: unknown) => {
        throw new Error(
          `Seed ${seed} (${mixed.join(', ')}): ${error instanceof Error ? error.message : String(error)}`,
        );
      });
    }
  });
});
