import { performance } from 'node:perf_hooks';
import { verifyPassword } from '@/lib/people/sign-in/password/hash';
import { db } from '@/lib/platform/db/pool';
import { setUpTestDatabase } from '@/lib/testing/database';
import { client } from '@/graphql/testing';

setUpTestDatabase();

const PAIRS = 40;
const PASSWORD = 'velmi dlouhé heslo';
const SIGN_UP = 'mutation($input: SignUpInput!) { signUp(input: $input) { errors { code } } }';
const SIGN_IN = 'mutation($input: SignInInput!) { signIn(input: $input) { errors { code message } } }';
const RESET =
  'mutation($input: RequestPasswordResetInput!) { requestPasswordReset(input: $input) { errors { code } } }';

let people = 0;
const nobody = () => `nobody${++people}@example.com`;
async function somebody(): Promise<string> {
  const email = `somebody${++people}@example.com`;
  await client()(SIGN_UP, { input: { email, password: PASSWORD } });
  return email;
}

/**
 * How far two kinds of work differ in time: the sum of ranks of Mann, Whitney and Wilcoxon, in standard
 * deviations. The kinds take turns, so that whatever else the machine does falls on both; ranks do not mind
 * that it sometimes does a lot.
 */
async function difference(one: () => Promise<unknown>, other: () => Promise<unknown>): Promise<number> {
  const taken: { kind: 0 | 1; ms: number }[] = [];
  const time = async (kind: 0 | 1, work: () => Promise<unknown>) => {
    const started = performance.now();
    await work();
    taken.push({ kind, ms: performance.now() - started });
  };
  await one();
  await other();
  for (let pair = 0; pair < PAIRS; pair += 1) {
    const turn =
      pair % 2 === 0
        ? ([
            [0, one],
            [1, other],
          ] as const)
        : ([
            [1, other],
            [0, one],
          ] as const);
    for (const [kind, work] of turn) await time(kind, work);
  }
  taken.sort((a, b) => a.ms - b.ms);
  const ranks = taken.reduce((sum, { kind }, index) => sum + (kind === 0 ? index + 1 : 0), 0);
  const expected = (PAIRS * (2 * PAIRS + 1)) / 2;
  return Math.abs(ranks - expected) / Math.sqrt((PAIRS * PAIRS * (2 * PAIRS + 1)) / 12);
}

/** Two equal kinds of work are further apart than this once in two million times. */
const FAR = 5;

/** Everybody has been asked about before, so that no limit of attempts answers instead. */
async function emails(make: () => string | Promise<string>): Promise<() => string> {
  const ready: string[] = [];
  for (let index = 0; index <= PAIRS; index += 1) ready.push(await make());
  return () => ready.pop() ?? '';
}

test('ASVS 6.3.8: how long a refused sign-in takes does not tell whether the address is known', async () => {
  const [known, unknown] = [await emails(somebody), await emails(nobody)];
  const ask = async (email: string) => {
    const { data } = await client()(SIGN_IN, { input: { email, password: 'not the right one' } });
    expect(data.signIn.errors).toHaveLength(1);
  };
  expect(
    await difference(
      () => ask(known()),
      () => ask(unknown()),
    ),
  ).toBeLessThan(FAR);
}, 120_000);

test('ASVS 6.3.8: nor does how long registering takes', async () => {
  const [known, unknown] = [await emails(somebody), await emails(nobody)];
  const ask = async (email: string) => {
    const { data } = await client()(SIGN_UP, { input: { email, password: PASSWORD } });
    expect(data.signUp.errors).toEqual([]);
  };
  expect(
    await difference(
      () => ask(known()),
      () => ask(unknown()),
    ),
  ).toBeLessThan(FAR);
}, 120_000);

test('ASVS 6.3.8: nor does how long asking for a new password takes', async () => {
  const [known, unknown] = [await emails(somebody), await emails(nobody)];
  const ask = async (email: string) => {
    const { data } = await client()(RESET, { input: { email } });
    expect(data.requestPasswordReset.errors).toEqual([]);
  };
  expect(
    await difference(
      () => ask(known()),
      () => ask(unknown()),
    ),
  ).toBeLessThan(FAR);
}, 120_000);

test('the same measure finds work that is left out for strangers', async () => {
  const { rows } = await db().query<{ hash: string }>('SELECT password_hash AS hash FROM "user" LIMIT 1');
  const hash = rows[0]?.hash ?? '';
  expect(
    await difference(
      () => verifyPassword(hash, PASSWORD),
      () => Promise.resolve(),
    ),
  ).toBeGreaterThan(FAR);
}, 60_000);
