import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Machines } from './checks';
import { addExpense, register, type Person } from './people';
import { until } from '../chaos/stage';
import { proveHousehold } from '@/lib/platform/scope';
import { db } from '@/lib/platform/db/pool';
import { verifyLedger } from '@/lib/ledger/cells/verify';

const CLIENTS = 8;
const ROWS = 2_000;

/**
 * Anyone who gets no answer tries once more, as a client with an idempotency key may. Only the second failure
 * counts.
 */
async function twice<T>(work: () => Promise<T>, retried: () => void): Promise<T> {
  return work().catch(async () => {
    retried();
    await sleep(100);
    return work();
  });
}

/**
 * Kills a web and a worker (kill -9) while eight clients write and read through nginx and files are imported,
 * brings both back, and kills the others.
 */
export async function killUnderLoad({ webs, workers, front }: Machines): Promise<string> {
  const people = await Promise.all(Array.from({ length: CLIENTS }, () => register(front)));
  const load = startLoad(people, front);
  const imports = await Promise.all(people.slice(0, 2).map((person) => startImport(person, front)));
  for (const victims of [
    [webs[0], workers[0]],
    [webs[1], workers[1]],
  ] as const) {
    // Longer than nginx leaves one alone that did not answer: killed sooner, the other one would be the last
    // it knows.
    await sleep(3_000);
    await Promise.all(victims.map((victim) => victim.kill()));
    await sleep(1_500);
    await Promise.all(victims.map((victim) => victim.start()));
  }
  await sleep(1_500);
  const { acknowledged, reads, retries, failures } = await load.stop();
  assert.deepEqual(failures, []);
  assert.ok(retries > 0, 'No request was hit: this proves nothing.');
  await until('the imports', async () => {
    const { rows } = await db().query<{ count: number }>(
      `SELECT count(*)::int AS count FROM import WHERE id = ANY($1::uuid[]) AND status = 'DONE'`,
      [imports],
    );
    return rows[0]?.count === imports.length;
  });
  for (const [index, person] of people.entries()) {
    const { rows } = await db().query<{ id: string; household_id: string }>(
      'SELECT id, household_id FROM transaction WHERE account_id = $1 AND import_id IS NULL',
      [person.accountId],
    );
    assert.deepEqual(
      rows.map(({ id }) => id).sort(),
      acknowledged[index]?.sort(),
      'What was acknowledged is there, once, and nothing else.',
    );
    const { differences } = await verifyLedger(proveHousehold(rows[0]?.household_id ?? ''));
    assert.deepEqual(differences, []);
  }
  const { rows } = await db().query<{ count: number }>(
    'SELECT count(*)::int AS count FROM transaction WHERE import_id = ANY($1::uuid[])',
    [imports],
  );
  assert.equal(rows[0]?.count, imports.length * ROWS);
  return `${acknowledged.flat().length} writes and ${reads} reads, ${retries} tried twice`;
}

function startLoad(people: readonly Person[], front: string) {
  const result = {
    acknowledged: people.map(() => [] as string[]),
    reads: 0,
    retries: 0,
    failures: [] as string[],
  };
  let going = true;
  const retried = () => (result.retries += 1);
  const clients = people.map(async (person, index) => {
    for (let turn = 0; going; turn++) {
      const { id } = await twice(() => addExpense(person, front, `load-${turn}`), retried);
      result.acknowledged[index]?.push(id);
      await twice(async () => {
        const { data, status } = await person.ask(
          front,
          '{ transactions(first: 5) { totalCount nodes { payee } } }',
        );
        if (!data) throw new Error(`A read was answered with ${status}.`);
      }, retried);
      result.reads += 1;
    }
  });
  const ended = Promise.all(
    clients.map((client) => client.catch((error: unknown) => result.failures.push(String(error)))),
  );
  return {
    stop: async () => {
      going = false;
      await ended;
      return result;
    },
  };
}

/** Brings a file's import on its way; returns its id. */
export async function startImport(person: Person, url: string): Promise<string> {
  const lines = Array.from(
    { length: ROWS },
    (_, row) =>
      `2025-${String((row % 12) + 1).padStart(2, '0')}-${String((row % 28) + 1).padStart(2, '0')},-${row}.25,Shop ${row}`,
  );
  const form = new FormData();
  form.append('file', new Blob([`Date,Amount,Payee\n${lines.join('\n')}\n`]), 'rows.csv');
  form.append('accountId', person.accountId);
  const uploaded = await fetch(`${url}/api/imports`, {
    method: 'POST',
    headers: { authorization: `Bearer ${person.token}` },
    body: form,
  });
  const { import: started } = (await uploaded.json()) as { import?: { id: string } };
  if (!started) throw new Error(`The file was not taken: ${uploaded.status}`);
  const { errors } = await person.ask(
    url,
    'mutation($id: ID!) { commitImport(id: $id) { errors { message } } }',
    { id: started.id },
  );
  assert.equal(errors, undefined);
  return started.id;
}
