import { randomUUID } from 'node:crypto';
import { db } from '@/lib/platform/db/pool';
import { asOwner, setUpTestDatabase } from '@/lib/testing/database';
import { hear, removeOldLimits, spend } from './mutations';

setUpTestDatabase();

const wrong = () => Promise.resolve(null);
const right = () => Promise.resolve('somebody');
const outcome = (attempt: Promise<unknown>) =>
  attempt.then(
    (result) => (result === null ? 'WRONG' : 'RIGHT'),
    (error: unknown) => (error as { code?: string }).code,
  );
const many = async (times: number, attempt: () => Promise<unknown>) => {
  const outcomes = [];
  for (let time = 0; time < times; time += 1) outcomes.push(await outcome(attempt()));
  return outcomes;
};
/** Has all waits end, as time does. */
const endWaits = () => db().query(`DELETE FROM rate_limit WHERE key LIKE 'wait:%'`);
const account = () => `${randomUUID()}@example.com`;
let addresses = 0;
const address = () => `198.51.${Math.floor(++addresses / 250)}.${(addresses % 250) + 1}`;

test('ASVS 6.3.1: after five wrong answers for one account from one address there is a wait, even for the right one, which doubles', async () => {
  const who = { account: account(), address: address() };
  expect(await many(5, () => hear(who, wrong))).toEqual(Array(5).fill('WRONG'));
  expect(await outcome(hear(who, wrong))).toBe('WRONG');
  expect(await outcome(hear(who, right))).toBe('TOO_MANY_REQUESTS');
  const waitOf = async () => {
    const { rows } = await db().query<{ wait: number }>(
      `SELECT (max(expire) - $1)::float8 / 1000 AS wait FROM rate_limit WHERE key LIKE 'wait:both:%'`,
      [Date.now()],
    );
    return rows[0]?.wait ?? 0;
  };
  const first = await waitOf();
  expect(first).toBeGreaterThan(20);
  await endWaits();
  expect(await outcome(hear(who, wrong))).toBe('WRONG');
  expect(await waitOf()).toBeGreaterThan(first + 20);
  // Asking while it lasts does not make it longer.
  const before = await waitOf();
  await many(3, () => hear(who, right));
  expect(await waitOf()).toBeLessThanOrEqual(before);
  await endWaits();
  expect(await outcome(hear(who, right))).toBe('RIGHT');
  expect(await many(5, () => hear(who, wrong))).toEqual(Array(5).fill('WRONG'));
});

test('ASVS 6.3.1: one account is guarded when every attempt comes from another address, and one address when each is for another account', async () => {
  const [one, from] = [account(), address()];
  expect((await many(31, () => hear({ account: one, address: address() }, wrong))).at(-1)).toBe('WRONG');
  expect(await outcome(hear({ account: one, address: address() }, right))).toBe('TOO_MANY_REQUESTS');
  expect((await many(101, () => hear({ account: account(), address: from }, wrong))).at(-1)).toBe('WRONG');
  expect(await outcome(hear({ account: account(), address: from }, right))).toBe('TOO_MANY_REQUESTS');
  await endWaits();
});

test('a whole /64 of IPv6 is one address', async () => {
  const who = account();
  let host = 0;
  const attempt = (work: () => Promise<string | null>) =>
    hear({ account: who, address: `2001:db8:7:7::${(++host).toString(16)}` }, work);
  await many(6, () => attempt(wrong));
  expect(await outcome(attempt(right))).toBe('TOO_MANY_REQUESTS');
});

test('attempts at once are as many as attempts one after another', async () => {
  const who = { account: account(), address: address() };
  const outcomes = await Promise.all(Array.from({ length: 40 }, () => outcome(hear(who, wrong))));
  expect(outcomes.filter((one) => one === 'WRONG')).toHaveLength(6);
});

test('ASVS 16.5.3: nobody is heard when attempts cannot be counted', async () => {
  await asOwner((client) => client.query('ALTER TABLE rate_limit RENAME TO rate_limit_away'));
  try {
    let heard = false;
    await expect(
      hear({ account: account(), address: address() }, () => Promise.resolve((heard = true))),
    ).rejects.toThrow();
    expect(heard).toBe(false);
  } finally {
    await asOwner((client) => client.query('ALTER TABLE rate_limit_away RENAME TO rate_limit'));
  }
});

test('ASVS 2.4.1, 6.6.3: what costs something is given out so many times an hour, by account and by address', async () => {
  const [one, from] = [account(), address()];
  expect(await many(5, () => spend('password-reset', { account: one, address: from }))).not.toContain(
    'TOO_MANY_REQUESTS',
  );
  expect(await outcome(spend('password-reset', { account: one, address: address() }))).toBe(
    'TOO_MANY_REQUESTS',
  );
  expect(await outcome(spend('password-reset', { account: account(), address: from }))).not.toBe(
    'TOO_MANY_REQUESTS',
  );
});

test('no address of a person stands in the table, and what has run out is removed', async () => {
  const one = account();
  await hear({ account: one, address: address() }, wrong);
  const { rows } = await db().query<{ key: string }>('SELECT key FROM rate_limit');
  expect(rows.some(({ key }) => key.includes(one.slice(0, 8)))).toBe(false);
  await db().query('UPDATE rate_limit SET expire = 1');
  expect(await removeOldLimits()).toBe(rows.length);
});
