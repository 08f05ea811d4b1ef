import fc from 'fast-check';
import { undoChange } from '@/lib/ledger/changes/mutations';
import { addDays } from '@/lib/core/dates/local-date';
import { db, inTransaction } from '@/lib/platform/db/pool';
import { DomainError } from '@/lib/platform/errors/domain-error';
import { readReference } from '@/lib/ledger/reference/data';
import { updateHousehold } from '@/lib/people/households/mutations';
import { rebuildHousehold } from '@/lib/ledger/cells/rebuild-household';
import { commitImport, revertImport, startImport } from '@/lib/intake/files/mutations';
import { runImport } from '@/lib/intake/files/run/mutations';
import { ImportFileError } from '@/lib/intake/files/types';
import { stopQueue } from '@/lib/platform/jobs/queue';
import { verifyLedger } from '@/lib/ledger/cells/verify';
import { storeRates } from '@/lib/core/rates/mutations';
import { listReviews } from '@/lib/intake/reviews/data';
import { decideReview } from '@/lib/intake/reviews/mutations';
import type { ReviewDecision } from '@/lib/intake/reviews/types';
import { categoryId, createAccount, createTransaction } from '@/lib/testing/builders';
import { createWorld, randomAccount, START } from '@/lib/testing/bank-world';
import { setUpTestDatabase } from '@/lib/testing/database';
import { removeTransactions, updateTransactions } from '@/lib/ledger/transactions/mutations';
import type { Transaction } from '@/lib/ledger/rows/types';
import { addTransfer, linkTransfer, unlinkTransfer } from '@/lib/ledger/transfers/mutations';
import { linkFoundTransfers } from '@/lib/intake/reviews/find-transfers';
import { disconnect } from '../connections/mutations';
import type { Fault, WrittenAccount } from '../mock/server';
import { POSTING_COLUMNS, type PostingRow, toBankPosting } from '@/lib/intake/postings/data';
import { bookCorrection, takeMissingRows } from '../proof/mutations';
import { householdVault } from '@/lib/platform/vault/household-vault';

setUpTestDatabase();
afterAll(stopQueue);
jest.setTimeout(60 * 60_000);

// ACCOUNTANT_RUNS=1000 looks longer, ACCOUNTANT_SEED elsewhere.
const RUNS = Number(process.env.ACCOUNTANT_RUNS ?? 0) || 40;
const SEED = Number(process.env.ACCOUNTANT_SEED ?? 0) || 20_260_301;
const NUMBERS = ['CZ6508000000192000145399', 'CZ9755000000000012345671'] as const;
const END = addDays(START, 40);

/** Two accounts with a life of their own and some transfers between them. */
function twoAccounts(seed: number): WrittenAccount[] {
  const accounts = NUMBERS.map((number, index) => randomAccount(number, 'CZK', seed + index));
  const transfers = [2, 7, 12, 13].map((day, index) => ({
    date: addDays(START, day),
    amountMinor: BigInt(100_000 + index * 5_000),
  }));
  return accounts.map((account, index) => ({
    ...account,
    movements: [
      ...account.movements,
      ...transfers.map(({ date, amountMinor }, place) => ({
        key: `${account.number}:transfer${place}`,
        date,
        bookedOn: date,
        amountMinor: index === 0 ? -amountMinor : amountMinor,
        payee: 'Own account',
        text: 'Převod',
        counterpartyAccount: NUMBERS[index === 0 ? 1 : 0],
      })),
    ],
  }));
}

const HARMLESS: ((today: string) => Fault[])[] = [
  () => [],
  (today) => [{ kind: 'RENUMBERED_DAY', date: today }],
  (today) => [{ kind: 'RENUMBERED_DAY', date: addDays(today, -1) }],
  () => [{ kind: 'BOOKED_DIFFERENTLY' }],
  () => [{ kind: 'IDENTICAL_TWINS' }],
  () => [{ kind: 'IDENTICAL_TWINS', withoutIds: true }],
  () => [{ kind: 'RATE_LIMITED' }],
  () => [{ kind: 'SERVER_ERROR' }],
  () => [{ kind: 'TRUNCATED_PAGE' }],
  () => [{ kind: 'DELAYED_DAY' }],
  () => [{ kind: 'REPEATED_ROWS', rows: 3 }],
  () => [{ kind: 'RELINKED' }, { kind: 'CONSENT_EXPIRED' }],
  () => [{ kind: 'TOKEN_REVOKED' }],
];
/** What changes the past: a file that was exported before tells something else than the bank afterwards. */
const HARMFUL: typeof HARMLESS = [
  () => [{ kind: 'BOOKED_DIFFERENTLY', changeMinor: -150 }],
  () => [{ kind: 'DELETED_TRANSACTION' }],
  () => [{ kind: 'DELETED_TRANSACTION', state: 'PENDING' }],
  () => [{ kind: 'CHANGED_AMOUNT' }],
  () => [{ kind: 'CHANGED_AMOUNT', byMinor: 70_000 }],
  () => [{ kind: 'UNKNOWN_CURRENCY' }],
  () => [{ kind: 'WRONG_BALANCE' }],
];

/**
 * A household that is lived in by drawn numbers. `wild` allows what makes doubling a matter of opinion: wrong
 * decisions, a bank that rewrites its past.
 */
async function createLife(seed: number, wild: boolean) {
  const written = twoAccounts(seed);
  const world = await createWorld(written);
  const { householdId, userId, bank } = world;
  const accounts = [
    await createAccount(householdId, { name: 'First', number: NUMBERS[0] }),
    await createAccount(householdId, { name: 'Second', number: NUMBERS[1] }),
  ];
  const euro = await createAccount(householdId, { name: 'Euro', currency: 'EUR' });
  const groceries = await categoryId(householdId, 'Groceries');
  const changes: string[] = [];
  const imports: string[] = [];
  let connectionId: string | null = null;
  const note = ({ changeId }: { changeId: string | null }) => {
    if (changeId) changes.push(changeId);
  };
  const pick = <T>(list: readonly T[], at: number): T | undefined => list[at % Math.max(list.length, 1)];
  const today = () => world.clock.now.toISOString().slice(0, 10);
  const words = new Map(
    written.flatMap(({ movements }) => movements.map(({ key, payee }) => [key, payee ?? ''] as const)),
  );
  const accountFor = (number: string) => ({
    accountId: accounts[NUMBERS.indexOf(number as (typeof NUMBERS)[number])]?.id ?? '',
  });

  const connect = async () => {
    connectionId = await world.link(connectionId);
    await world.follow(connectionId, accountFor);
  };
  const sync = async () => {
    if (!connectionId) return connect();
    const run = await world.sync(connectionId);
    if (run?.problem?.code === 'CONSENT_ENDED') {
      connectionId = await world.link(connectionId);
      await world.sync(connectionId, false);
    }
    return undefined;
  };
  const exported = (a: number, b: number) => {
    const index = a % 2;
    const from = addDays(START, b % 12);
    const rows = bank
      .truth(NUMBERS[index] ?? '')
      .rows.filter(({ state, date, bookedOn }) => state === 'BOOKED' && (bookedOn ?? date) >= from);
    return {
      index,
      rows: rows.map(({ key, date, bookedOn, amountMinor }) => ({
        date: bookedOn ?? date,
        amount: (Number(amountMinor) / 100).toFixed(2),
        payee: words.get(key) ?? 'Café Dvojče',
      })),
    };
  };
  const bring = async (a: number, b: number, c: number) => {
    const { index, rows } = exported(a, b);
    if (rows.length === 0) return;
    const text = [
      () =>
        ['Date;Amount;Payee', ...rows.map(({ date, amount, payee }) => `${date};${amount};${payee}`)].join(
          '\n',
        ),
      () =>
        [
          'Booked on,Counterparty,Sum,Currency',
          ...rows.map(({ date, amount, payee }) => `${date},${payee},${amount},CZK`),
        ].join('\n'),
      () =>
        `<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><GrpHdr><MsgId>1</MsgId><CreDtTm>2026-03-31T10:00:00</CreDtTm></GrpHdr><Stmt><Id>1</Id><Acct><Id><IBAN>${NUMBERS[index]}</IBAN></Id><Ccy>CZK</Ccy></Acct>${rows
          .map(
            ({ date, amount, payee }) =>
              `<Ntry><Amt Ccy="CZK">${amount.replace('-', '')}</Amt><CdtDbtInd>${amount.startsWith('-') ? 'DBIT' : 'CRDT'}</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>${date}</Dt></BookgDt><NtryDtls><TxDtls><RltdPties><${amount.startsWith('-') ? 'Cdtr' : 'Dbtr'}><Nm>${payee}</Nm></${amount.startsWith('-') ? 'Cdtr' : 'Dbtr'}></RltdPties></TxDtls></NtryDtls></Ntry>`,
          )
          .join('')}</Stmt></BkToCstmrStmt></Document>`,
    ][c % 3]?.();
    const id = await startImport(
      householdId,
      userId,
      { name: 'statement', bytes: Buffer.from(text ?? '') },
      accounts[index]?.id ?? '',
    );
    await commitImport(householdId, id);
    await runImport(householdId, id);
    imports.push(id);
  };

  const some = async (at: number) => pick(await world.transactions(), at);
  const gentleOps: Record<string, (a: number, b: number, c: number) => Promise<unknown>> = {
    connect: async () => (connectionId ? sync() : connect()),
    sync,
    day: async (a, b) => {
      world.nextDay();
      const faults = wild ? [...HARMLESS, ...HARMFUL] : HARMLESS;
      for (const fault of pick(faults, a)?.(today()) ?? []) {
        try {
          bank.play({
            ...fault,
            ...('account' in fault ||
            [
              'RELINKED',
              'CONSENT_EXPIRED',
              'TOKEN_REVOKED',
              'RATE_LIMITED',
              'SERVER_ERROR',
              'TRUNCATED_PAGE',
              'REPEATED_ROWS',
            ].includes(fault.kind)
              ? {}
              : { account: NUMBERS[b % 2] }),
          });
        } catch (error) {
          if (!(error instanceof RangeError)) throw error;
        }
      }
      await sync();
    },
    bring,
    edit: async (a, b, c) => {
      const transaction = await some(a);
      if (!transaction) return;
      const inputs = [
        { payee: `mine ${b}` },
        { notes: `note ${b}` },
        { categoryId: groceries },
        { categoryId: null },
        { status: 'RECONCILED' },
      ];
      const wildInputs = [
        { amount: `${transaction.amountMinor < 0n ? '-' : ''}${1 + (b % 90)}.00` },
        { date: addDays(START, b % 40) },
        { status: 'PENDING' },
        { accountId: pick([...accounts, euro], b)?.id },
      ];
      note(
        await updateTransactions(
          householdId,
          userId,
          [transaction.id],
          pick(wild ? [...inputs, ...wildInputs] : inputs, c),
        ),
      );
    },
    remove: async (a, b) => {
      const all = await world.transactions();
      const ids = [...new Set([pick(all, a)?.id, pick(all, b)?.id])].flatMap((id) => id ?? []);
      note(await removeTransactions(householdId, userId, ids));
    },
    undo: async (a, b) => {
      const changeId = b % 3 === 0 ? changes.at(-1) : pick(changes, a);
      if (changeId) await undoChange(householdId, changeId);
    },
    link: async (a, b) => {
      const all = await world.transactions();
      const out = pick(
        all.filter(({ amountMinor, kind }) => amountMinor < 0n && kind !== 'TRANSFER'),
        a,
      );
      const fitting = all.filter(
        ({ account, amountMinor, kind }) =>
          out && account.id !== out.account.id && amountMinor === -out.amountMinor && kind !== 'TRANSFER',
      );
      const into = pick(fitting, b) ?? pick(all, b);
      if (out && into) note(await linkTransfer(householdId, userId, [out.id, into.id]));
    },
    unlink: async (a) => {
      const { rows } = await db().query<{ id: string }>(
        `SELECT id FROM transfer WHERE household_id = $1 AND state = 'LINKED' ORDER BY id`,
        [householdId],
      );
      const id = pick(rows, a)?.id;
      if (id) note(await unlinkTransfer(householdId, userId, id));
    },
    find: () => linkFoundTransfers(householdId, START, END),
    disconnect: async (a) => {
      if (!connectionId) return;
      const id = connectionId;
      connectionId = null;
      note(await disconnect(householdId, userId, id, a % 3 === 0));
    },
    revert: async (a) => {
      const id = pick(imports, a);
      if (id) await revertImport(householdId, id);
    },
    base: async (a) => {
      await updateHousehold(householdId, { baseCurrency: a % 2 ? 'EUR' : 'CZK' });
      await rebuildHousehold(householdId);
    },
    transfer: async (a, b) => {
      const [from, to] = [
        pick([accounts[0], accounts[1], euro], a),
        pick([accounts[1], euro, accounts[0]], b),
      ];
      await addTransfer(householdId, {
        fromAccountId: from?.id,
        toAccountId: to?.id,
        date: addDays(START, a % 20),
        amount: `${900 + (b % 50)}.37`,
      });
    },
  };
  const wildOps: typeof gentleOps = {
    decide: async (a, b, c) => {
      const review = pick(await listReviews(householdId, await readReference(householdId)), a);
      if (!review) return;
      const decision = pick<ReviewDecision>(['ACCEPT', 'ACCEPT', 'REFUSE', 'IGNORE'], b) ?? 'ACCEPT';
      await decideReview(householdId, userId, review.id, decision, pick(review.candidates, c)?.id ?? null);
    },
    record: async (a, b) =>
      createTransaction(householdId, pick(accounts, a)?.id ?? '', {
        date: addDays(START, b % 24),
        amount: pick(['-55.00', '-89.00', '600.00', '1000.00'], b),
        payee: 'Lidl',
      }),
    take: async (a) => takeMissingRows(householdId, pick(accounts, a)?.id ?? ''),
    correct: async (a) => bookCorrection(householdId, pick(accounts, a)?.id ?? '', 'Correction'),
  };
  const ops = wild
    ? { ...gentleOps, ...wildOps, again: gentleOps.undo!, decideAgain: wildOps.decide! }
    : gentleOps;
  const act = async ([name, a, b, c]: readonly [string, number, number, number]) => {
    try {
      await ops[name]?.(a, b, c);
    } catch (error) {
      if (!(error instanceof DomainError) && !(error instanceof ImportFileError)) throw error;
    }
  };
  return { ...world, act, connect, sync };
}
type Life = Awaited<ReturnType<typeof createLife>>;

async function postingsOf(householdId: Life['householdId']) {
  const vault = await householdVault(householdId);
  const { rows } = await db().query<PostingRow>(
    `SELECT ${POSTING_COLUMNS} FROM bank_posting p WHERE household_id = $1`,
    [householdId],
  );
  return rows.map((row) => toBankPosting(row, vault));
}

/** What holds at any moment. */
async function check({ householdId, transactions }: Life): Promise<Transaction[]> {
  expect((await verifyLedger(householdId)).differences).toEqual([]);
  const all = await transactions();
  const byId = new Map(all.map((transaction) => [transaction.id, transaction]));
  const { rows: links } = await db().query<{ out_id: string; in_id: string }>(
    `SELECT out_id, in_id FROM transfer WHERE household_id = $1 AND state = 'LINKED'`,
    [householdId],
  );
  const sides = links.flatMap(({ out_id, in_id }) => [out_id, in_id]);
  expect(new Set(sides).size).toBe(sides.length);
  for (const { out_id, in_id } of links) {
    const pair = [byId.get(out_id), byId.get(in_id)];
    if (!pair[0] && !pair[1]) continue;
    expect(pair.map((side) => side?.kind)).toEqual(['TRANSFER', 'TRANSFER']);
    expect(pair[0]?.account.id).not.toBe(pair[1]?.account.id);
  }
  expect(
    all.filter(({ id, kind }) => kind === 'TRANSFER' && !sides.includes(id)).map(({ id }) => id),
  ).toEqual([]);

  const postings = await postingsOf(householdId);
  const behind = postings.flatMap(({ transactionId }) =>
    transactionId && byId.has(transactionId) ? [transactionId] : [],
  );
  expect(new Set(behind).size).toBe(behind.length);
  const { rows: asked } = await db().query<{ posting_id: string }>(
    `SELECT posting_id FROM review WHERE household_id = $1 AND kind = 'MATCH' AND decided_at IS NULL`,
    [householdId],
  );
  for (const posting of postings.filter(({ transactionId }) => transactionId === null))
    expect(asked.map(({ posting_id }) => posting_id)).toContain(posting.id);
  return all;
}

const GENTLE = [
  'connect',
  'sync',
  'day',
  'day',
  'day',
  'bring',
  'bring',
  'edit',
  'edit',
  'remove',
  'undo',
  'undo',
  'link',
  'unlink',
  'find',
  'disconnect',
  'revert',
  'base',
  'transfer',
];
const WILD = [...GENTLE, 'decide', 'decide', 'record', 'take', 'correct', 'undo'];

function sequence(names: readonly string[]) {
  return fc.array(fc.tuple(fc.constantFrom(...names), fc.nat(10_000), fc.nat(10_000), fc.nat(10_000)), {
    minLength: 20,
    maxLength: 30,
  });
}

async function storeEuro(): Promise<void> {
  await inTransaction((tx) =>
    storeRates(
      tx,
      'CNB',
      Array.from({ length: 60 }, (_, day) => ({
        base: 'EUR',
        quote: 'CZK',
        date: addDays(START, day - 10),
        rate: `${25 + day / 10}`,
      })),
    ),
  );
}

beforeAll(storeEuro);

test('whatever people and banks do, the totals are those of a recount, and a transfer has two sides or none', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(1_000_000), sequence(WILD), async (seed, steps) => {
      const life = await createLife(seed, true);
      await life.connect();
      for (const step of steps) {
        await life.act(step);
        await check(life);
      }
    }),
    { seed: SEED, numRuns: RUNS, endOnFailure: true },
  );
});

test('as long as nobody decides wrongly and the bank keeps to its past, each of its rows is there once', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(1_000_000), sequence(GENTLE), async (seed, steps) => {
      const life = await createLife(seed, false);
      for (const step of steps) {
        await life.act(step);
        await check(life);
      }
      life.nextDay();
      // The answer faults that nobody ran into yet.
      for (let run = 0; run < 4; run++) await life.sync();
      await life.connect();
      const all = await check(life);
      await checkOnce(life, all);
    }),
    { seed: SEED, numRuns: RUNS, endOnFailure: true },
  );
});

/**
 * Every booked row of the bank is known once, and every transaction that came from outside has one of them
 * behind it, or waits to be told.
 */
async function checkOnce({ householdId, bank }: Life, all: readonly Transaction[]): Promise<void> {
  const reference = await readReference(householdId);
  // What the connection does not tell was removed from a file before, or waits to be told from a row that it
  // does tell.
  const postings = (await postingsOf(householdId)).filter(({ bankAccountId }) => bankAccountId !== null);
  const asked = new Set(
    (await listReviews(householdId, reference))
      .filter(({ kind }) => kind === 'MATCH')
      .flatMap(({ candidates }) => candidates.map(({ id }) => id)),
  );
  for (const number of NUMBERS) {
    const account = [...reference.accounts.values()].find((candidate) => candidate.number === number);
    const known = postings
      .filter(({ accountId, state }) => accountId === account?.id && state === 'BOOKED')
      .map(({ row }) => `${row.date} ${row.amountMinor}`);
    const happened = bank
      .truth(number)
      .rows.filter(({ state }) => state === 'BOOKED')
      .map(({ date, bookedOn, amountMinor }) => `${bookedOn ?? date} ${amountMinor}`);
    expect(known.sort()).toEqual(happened.sort());
  }
  const behind = new Set(postings.map(({ transactionId }) => transactionId));
  const alone = all.filter(({ id, origin }) => origin !== 'PERSON' && !behind.has(id) && !asked.has(id));
  expect(alone.map(({ date, amountMinor, payee, status }) => [date, amountMinor, payee, status])).toEqual([]);
}
