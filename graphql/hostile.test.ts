import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { answered, refused, send } from './hostile-corpus';
import { createAccount, createSignedIn, createTransaction } from '@/lib/testing/builders';
import { setUpTestDatabase } from '@/lib/testing/database';

setUpTestDatabase();

async function victim(): Promise<string> {
  const { householdId, token } = await createSignedIn();
  await createTransaction(householdId, (await createAccount(householdId)).id);
  return token;
}

describe('ASVS 4.3.1: the API refuses', () => {
  test.each(refused)('$name', async (hostile) => {
    const answer = await send(await victim(), hostile);
    expect(answer.data ?? null).toBeNull();
    const codes = answer.errors?.map((error) => error.extensions?.code) ?? [];
    expect(codes.length).toBeGreaterThan(0);
    expect(codes).not.toContain('INTERNAL_SERVER_ERROR');
    // A refusal repeats nothing at length.
    expect(answer.size).toBeLessThan(20_000);
  });
});

describe('and answers as anything else', () => {
  test.each(answered)('$name', async (hostile) => {
    const answer = await send(await victim(), hostile);
    expect(answer.errors?.map(({ message }) => message)).toBeUndefined();
    expect(Object.keys({})).toEqual([]);
    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
  });
});

test('forty rounds of it leave no memory behind', async () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const token = await victim();
  const small = [...refused, ...answered].filter(
    ({ name }) => !name.startsWith('one megabyte') && !name.startsWith('10,000'),
  );
  const round = async () => {
    for (const hostile of small) await send(token, hostile);
  };
  for (let warmUp = 0; warmUp < 10; warmUp += 1) await round();
  collect();
  const before = process.memoryUsage().heapUsed;
  for (let rounds = 0; rounds < 40; rounds += 1) await round();
  collect();
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(30 * 1024 * 1024);
}, 180_000);
