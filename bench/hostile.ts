import { performance } from 'node:perf_hooks';
import { answered, refused, send } from '@/graphql/hostile-corpus';
import { createAccount, createSignedIn, createTransaction } from '@/lib/testing/builders';
import { median } from './load';
import type { Figure } from './measures';

const ROUNDS = 15;
const LONGEST_MS = 50;

/**
 * B7: how long what an attacker sends keeps the API busy, each request for itself, beside a page of 50 in the
 * same run.
 */
export async function hostileRequests(): Promise<Figure[]> {
  const { householdId, token } = await createSignedIn();
  const account = await createAccount(householdId);
  for (let row = 0; row < 60; row += 1) await createTransaction(householdId, account.id);
  const time = async (request: Parameters<typeof send>[1]) => {
    const taken: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const started = performance.now();
      await send(token, request);
      taken.push(performance.now() - started);
    }
    return median(taken);
  };
  const page = {
    name: 'a page',
    body: { query: '{ transactions(first: 50) { nodes { id date amount { amount } payee } } }' },
  };
  await time(page);
  const usual = await time(page);
  const slowest = async (requests: typeof refused) => {
    let worst = { name: '', ms: 0 };
    for (const request of requests) {
      const ms = await time(request);
      if (ms > worst.ms) worst = { name: request.name, ms };
    }
    return worst;
  };
  const told = ({ name, ms }: { name: string; ms: number }) =>
    `${ms.toFixed(1)} ms, ${(ms / usual).toFixed(1)} pages of 50 (${name})`;
  const [refusal, answer] = [await slowest(refused), await slowest(answered)];
  return [
    {
      id: 'B7',
      what: `the slowest of ${refused.length} refusals`,
      value: told(refusal),
      goal: `≤ ${LONGEST_MS} ms`,
      holds: refusal.ms <= LONGEST_MS,
    },
    {
      id: 'B7',
      what: `the slowest of ${answered.length} odd requests that are answered`,
      value: told(answer),
      goal: '',
      holds: null,
    },
  ];
}
