import { createAccount, createSignedIn, createTransaction } from '@/lib/testing/builders';
import { createWorld, CONNECTED_ON } from '@/lib/testing/bank-world';
import { setUpTestDatabase } from '@/lib/testing/database';
import { disconnect } from '@/lib/intake/banks/connections/mutations';
import { undoChange } from '@/lib/ledger/changes/mutations';
import { removeTransactions, updateTransactions } from '@/lib/ledger/transactions/mutations';
import { db } from '@/lib/platform/db/pool';
import { startSession } from '@/lib/people/sessions/mutations';
import { linkFoundTransfers } from '@/lib/intake/reviews/find-transfers';
import type { WrittenAccount, WrittenMovement } from '@/lib/intake/banks/mock/server';
import { client } from '@/graphql/testing';

setUpTestDatabase();

const REVIEWS = `{ reviewCount reviews { id kind transaction { id payee } bankRow { payee currency amount }
    candidates { id payee } } }`;
const DECIDE = `mutation($id: ID!, $decision: ReviewDecision!, $transactionId: ID) {
  decideReview(id: $id, decision: $decision, transactionId: $transactionId) { reviews { id }
  errors { code path message } } }`;
const LIST =
  '{ transactions(orderBy: DATE_ASC) { nodes { id kind payee amount { amount } status transfer { id } } } }';
const NUMBER = 'CZ6508000000192000145399';

function account(
  ...movements: (Partial<WrittenMovement> & { key: string; date: string; amountMinor: bigint })[]
): WrittenAccount {
  return {
    number: NUMBER,
    name: 'Everyday',
    currency: 'CZK',
    type: 'CHECKING',
    movements: movements.map((movement) => ({ payee: 'Albert', text: 'Payment', ...movement })),
  };
}

async function connected(
  written: WrittenAccount,
  prepare: (world: Awaited<ReturnType<typeof createWorld>>) => Promise<string | null> = () =>
    Promise.resolve(null),
) {
  const world = await createWorld([written]);
  const accountId = await prepare(world);
  const ask = client((await startSession(world.userId, 'Test')).token);
  const connectionId = await world.link(null);
  await world.follow(connectionId, () => (accountId ? { accountId } : { newAccount: true }));
  const decide = async (decision: string, transactionId?: string, index = 0) => {
    const { reviews } = (await ask(REVIEWS)).data;
    return (await ask(DECIDE, { id: reviews[index].id, decision, transactionId })).data.decideReview;
  };
  const nodes = async () => (await ask(LIST)).data.transactions.nodes;
  return { ...world, ask, connectionId, decide, nodes };
}

/** A person's lunch of the day before, which the bank calls something else. */
async function withLunch() {
  return connected(
    account({ key: 'a', date: '2026-03-05', amountMinor: -12_000n, payee: 'Jídelna 22' }),
    async ({ householdId }) => {
      const mine = await createAccount(householdId);
      await createTransaction(householdId, mine.id, {
        date: '2026-03-04',
        amount: '-120.00',
        payee: 'Oběd s Evou',
      });
      return mine.id;
    },
  );
}

describe('a row of the bank that may be a transaction', () => {
  test('is that transaction when a person says so: what the person wrote stays, and no sync asks again', async () => {
    const { decide, nodes, sync, connectionId, ask } = await withLunch();
    expect((await ask(REVIEWS)).data).toMatchObject({
      reviewCount: 1,
      reviews: [
        {
          kind: 'MATCH',
          bankRow: { payee: 'Jídelna 22', amount: '-120.00' },
          candidates: [{ payee: 'Oběd s Evou' }],
        },
      ],
    });
    expect(await decide('ACCEPT')).toEqual({ reviews: [], errors: [] });
    await sync(connectionId);
    expect(await nodes()).toMatchObject([{ payee: 'Oběd s Evou', amount: { amount: '-120.00' } }]);
    expect((await ask(REVIEWS)).data.reviewCount).toBe(0);
  });

  test('is another transaction when a person says so', async () => {
    const { decide, nodes, sync, connectionId } = await withLunch();
    expect((await decide('REFUSE')).errors).toEqual([]);
    await sync(connectionId);
    expect((await nodes()).map(({ payee }: { payee: string }) => payee)).toEqual([
      'Oběd s Evou',
      'Jídelna 22',
    ]);
  });

  test('is left out when a person says so, and does not come back', async () => {
    const { ask, decide, nodes, sync, connectionId } = await withLunch();
    expect((await decide('IGNORE')).errors).toEqual([]);
    await sync(connectionId);
    expect(await nodes()).toHaveLength(1);
    expect((await ask(REVIEWS)).data.reviews).toEqual([]);
  });

  test('in a currency that the account does not have can only be left out', async () => {
    const { ask, bank, decide, nodes, sync, connectionId } = await connected(
      account({ key: 'a', date: CONNECTED_ON, amountMinor: -100n }),
    );
    bank.play({ kind: 'UNKNOWN_CURRENCY' });
    await sync(connectionId);
    expect((await ask(REVIEWS)).data.reviews).toMatchObject([
      { kind: 'MATCH', bankRow: { currency: 'XTS' }, candidates: [] },
    ]);
    expect((await decide('REFUSE')).errors).toMatchObject([{ code: 'NOT_ALLOWED' }]);
    expect((await decide('ACCEPT')).errors).toMatchObject([{ code: 'INVALID' }]);
    expect((await decide('IGNORE')).errors).toEqual([]);
    expect(await nodes()).toHaveLength(1);
  });
});

describe('a transaction that the bank does not show any more', () => {
  test.each([
    ['is removed when a person says so', 'ACCEPT', 0],
    ['stays when a person says so', 'REFUSE', 1],
  ])('%s', async (_name, decision, left) => {
    const { ask, bank, decide, nodes, sync, connectionId } = await connected(
      account({ key: 'a', date: '2026-03-05', amountMinor: -100n }),
    );
    bank.play({ kind: 'DELETED_TRANSACTION' });
    await sync(connectionId);
    expect((await ask(REVIEWS)).data.reviews).toMatchObject([
      { kind: 'GONE', transaction: { payee: 'Albert' } },
    ]);
    expect((await decide('IGNORE')).errors).toMatchObject([{ code: 'INVALID' }]);
    expect((await decide(decision)).errors).toEqual([]);
    await sync(connectionId);
    expect(await nodes()).toHaveLength(left);
    expect((await ask(REVIEWS)).data.reviews).toEqual([]);
  });
});

describe('a correction of the bank of what was reconciled', () => {
  const CORRECTED = `{ reviewCount reviews { id kind transaction { amount { amount } }
      bankRow { amount date payee } candidates { id } } }`;

  /** A reconciled purchase of 100.00 that the bank makes 101.00 of, and has told so. */
  async function corrected() {
    const world = await connected(account({ key: 'a', date: '2026-03-05', amountMinor: -10_000n }));
    const [{ id }] = await world.nodes();
    await updateTransactions(world.householdId, world.userId, [id], { status: 'RECONCILED' });
    const says = async (byMinor: bigint) => {
      world.bank.play({ kind: 'CHANGED_AMOUNT', byMinor });
      await world.sync(world.connectionId);
    };
    await says(-100n);
    const amount = async () => (await world.nodes())[0]?.amount.amount;
    const asked = async () => (await world.ask(CORRECTED)).data.reviews;
    return { ...world, id, says, amount, asked };
  }

  test('waits for a person, with both words side by side', async () => {
    const { asked, amount, sync, connectionId } = await corrected();
    const question = {
      kind: 'CORRECTION',
      transaction: { amount: { amount: '-100.00' } },
      bankRow: { amount: '-101.00', date: '2026-03-05', payee: 'Albert' },
      candidates: [],
    };
    expect(await asked()).toMatchObject([question]);
    await sync(connectionId);
    expect(await asked()).toMatchObject([question]);
    expect(await amount()).toBe('-100.00');
  });

  test.each([
    ['is taken over when a person says so', 'ACCEPT', '-101.00', '-102.00'],
    ['leaves the amount when a person says so, for good', 'REFUSE', '-100.00', '-100.00'],
  ])('%s', async (_name, decision, now, later) => {
    const { amount, asked, decide, nodes, says } = await corrected();
    expect((await decide('IGNORE')).errors).toMatchObject([{ code: 'INVALID' }]);
    expect(await decide(decision)).toEqual({ reviews: [], errors: [] });
    expect(await nodes()).toMatchObject([{ amount: { amount: now }, status: 'RECONCILED' }]);
    await says(-100n);
    // Only who has taken the bank's word is asked about its next one.
    const next = await asked();
    expect(next).toHaveLength(decision === 'ACCEPT' ? 1 : 0);
    if (decision === 'ACCEPT') await decide('ACCEPT');
    expect(await amount()).toBe(later);
  });

  test('is the newest word of the bank, and no question any more when the bank takes it back', async () => {
    const { amount, asked, says } = await corrected();
    await says(-400n);
    expect(await asked()).toMatchObject([{ bankRow: { amount: '-105.00' } }]);
    await says(500n);
    expect(await asked()).toEqual([]);
    expect(await amount()).toBe('-100.00');
  });

  test('is no question any more when a person writes the amount of the bank, or removes the transaction', async () => {
    const { asked, householdId, userId, id } = await corrected();
    const { changeId } = await updateTransactions(householdId, userId, [id], {
      amount: '-101.00',
      confirmReconciled: true,
    });
    expect(await asked()).toEqual([]);
    await undoChange(householdId, changeId, userId);
    expect(await asked()).toHaveLength(1);
    await removeTransactions(householdId, userId, [id], true);
    expect(await asked()).toEqual([]);
  });

  test.each([
    ['does not show it any more', { kind: 'DELETED_TRANSACTION' } as const, ['GONE']],
    ['is disconnected', null, []],
  ])('is no question any more when the bank %s', async (_name, fault, kinds) => {
    const { asked, amount, bank, connectionId, householdId, sync, userId } = await corrected();
    if (fault) {
      bank.play(fault);
      await sync(connectionId);
    } else await disconnect(householdId, userId, connectionId, false);
    expect((await asked()).map(({ kind }: { kind: string }) => kind)).toEqual(kinds);
    expect(await amount()).toBe('-100.00');
  });
});

describe('a possible transfer', () => {
  async function twoCandidates() {
    const world = await connected(
      account({ key: 'a', date: '2026-03-05', amountMinor: -50_000n, payee: 'Převod' }),
    );
    const [cash, savings] = [
      await createAccount(world.householdId, { name: 'Cash' }),
      await createAccount(world.householdId, { name: 'Piggy' }),
    ];
    const [first, second] = [
      await createTransaction(world.householdId, cash.id, { date: '2026-03-05', amount: '500.00' }),
      await createTransaction(world.householdId, savings.id, { date: '2026-03-05', amount: '500.00' }),
    ];
    await linkFoundTransfers(world.householdId, '2026-03-01', '2026-03-10');
    return { ...world, first, second };
  }

  test('is linked with the candidate that a person chooses', async () => {
    const { ask, decide, nodes, second } = await twoCandidates();
    expect((await ask(REVIEWS)).data.reviews).toMatchObject([
      { kind: 'TRANSFER', transaction: { payee: 'Převod' }, candidates: [{}, {}] },
    ]);
    expect((await decide('ACCEPT')).errors).toMatchObject([{ code: 'INVALID', path: ['transactionId'] }]);
    expect((await decide('ACCEPT', second.id)).errors).toEqual([]);
    expect((await nodes()).filter(({ transfer }: { transfer: unknown }) => transfer !== null)).toHaveLength(
      2,
    );
  });

  test('is never offered again once it was refused', async () => {
    const { ask, decide, householdId } = await twoCandidates();
    expect((await decide('REFUSE')).errors).toEqual([]);
    expect(await linkFoundTransfers(householdId, '2026-03-01', '2026-03-10')).toEqual({
      linked: 0,
      asked: 0,
    });
    expect((await ask(REVIEWS)).data.reviewCount).toBe(0);
  });
});

describe('money that may have been moved', () => {
  const WAITING = '{ transfersWaiting { amount currency } }';

  /** Two accounts of one bank: of each movement one side, a day apart. */
  async function twoAccounts(
    ...pairs: { amountMinor: bigint; out: string; into: string; named?: boolean }[]
  ) {
    const numbers = [NUMBER, 'CZ5508000000001234567899'] as const;
    const written = (side: 0 | 1): WrittenAccount => ({
      ...account(
        ...pairs.map(({ amountMinor, out, into, named }, index) => ({
          key: `${side}-${index}`,
          date: side === 0 ? '2026-03-05' : '2026-03-06',
          amountMinor: side === 0 ? -amountMinor : amountMinor,
          payee: side === 0 ? out : into,
          ...(named ? { counterpartyAccount: numbers[side === 0 ? 1 : 0] } : {}),
        })),
      ),
      number: numbers[side],
    });
    const world = await createWorld([written(0), written(1)]);
    const ask = client((await startSession(world.userId, 'Test')).token);
    await world.follow(await world.link(null), () => ({ newAccount: true }));
    const found = await linkFoundTransfers(world.householdId, '2026-03-01', '2026-03-10');
    const nodes = async () => (await ask(LIST)).data.transactions.nodes;
    return { ...world, ask, found, nodes };
  }

  test('is a question where only amount and day fit: a rent and a lodger stay spending and income', async () => {
    const { ask, found, nodes } = await twoAccounts({
      amountMinor: 1_200_000n,
      out: 'Pronajímatel Novák',
      into: 'Jana Malá',
    });
    expect(found).toEqual({ linked: 0, asked: 1 });
    expect(await nodes()).toMatchObject([{ kind: 'EXPENSE' }, { kind: 'INCOME' }]);
    expect((await ask(WAITING)).data.transfersWaiting).toEqual([{ amount: '12000.00', currency: 'CZK' }]);
    const [{ id }] = (await ask(REVIEWS)).data.reviews;
    await ask(DECIDE, { id, decision: 'REFUSE' });
    expect((await ask(WAITING)).data.transfersWaiting).toEqual([]);
  });

  test('is a transfer where a side names the other account', async () => {
    const { ask, found, nodes } = await twoAccounts({
      amountMinor: 1_200_000n,
      out: 'Spoření',
      into: 'Běžný účet',
      named: true,
    });
    expect(found).toEqual({ linked: 1, asked: 0 });
    expect(await nodes()).toMatchObject([{ kind: 'TRANSFER' }, { kind: 'TRANSFER' }]);
    expect((await ask(WAITING)).data.transfersWaiting).toEqual([]);
  });

  test('is a transfer where both sides are with a person of the household', async () => {
    const pair = { amountMinor: 1_200_000n, out: 'SVOBODOVA JANA', into: 'Jana Svobodová' };
    const { found, userId, householdId, ask } = await twoAccounts(pair);
    expect(found).toEqual({ linked: 0, asked: 1 });
    await db().query('UPDATE "user" SET name = $2 WHERE id = $1', [userId, 'Jana Svobodová']);
    expect(await linkFoundTransfers(householdId, '2026-03-01', '2026-03-10')).toEqual({
      linked: 1,
      asked: 0,
    });
    expect((await ask(REVIEWS)).data.reviewCount).toBe(0);
  });

  test('is counted once where two outgoing sides ask for one incoming side', async () => {
    const { ask, householdId } = await twoAccounts({
      amountMinor: 30_000n,
      out: 'Novák',
      into: 'Malá',
    });
    const other = await createAccount(householdId, { name: 'Wallet' });
    await createTransaction(householdId, other.id, { date: '2026-03-05', amount: '-300.00' });
    await linkFoundTransfers(householdId, '2026-03-01', '2026-03-10');
    expect((await ask(REVIEWS)).data.reviewCount).toBe(2);
    expect((await ask(WAITING)).data.transfersWaiting).toEqual([{ amount: '300.00', currency: 'CZK' }]);
  });
});

test('another household cannot answer, and a viewer only reads', async () => {
  const { ask } = await withLunch();
  const [review] = (await ask(REVIEWS)).data.reviews;
  const stranger = client((await createSignedIn()).token);
  expect((await stranger(REVIEWS)).data).toEqual({ reviewCount: 0, reviews: [] });
  expect((await stranger(DECIDE, { id: review.id, decision: 'ACCEPT' })).data.decideReview).toMatchObject({
    reviews: null,
    errors: [{ code: 'NOT_FOUND' }],
  });
  expect(
    (
      await client((await createSignedIn({ role: 'VIEWER' })).token)(DECIDE, {
        id: review.id,
        decision: 'ACCEPT',
      })
    ).errors?.[0]?.extensions.code,
  ).toBe('FORBIDDEN');
  expect((await ask(REVIEWS)).data.reviewCount).toBe(1);
});
