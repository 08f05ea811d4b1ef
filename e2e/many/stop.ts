import assert from 'node:assert/strict';
import { Agent, request } from 'node:http';
import { performance } from 'node:perf_hooks';
import { startImport } from './kill';
import { register, type Person } from './people';
import type { Process } from './stage';
import { holdTable, until } from '../chaos/stage';
import { db } from '@/lib/platform/db/pool';

const IN_FLIGHT = 200;
/** What an orchestrator gives a process between asking it to stop and ending it by force. */
const LONGEST_SECONDS = 30;

type Answered = { status: number | undefined; connection: string | undefined; body: string };

function post(url: string, { token }: Person, agent: Agent): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const sent = request(
      `${url}/api/graphql`,
      {
        agent,
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      },
      (response) => {
        let body = '';
        response
          .on('data', (chunk: Buffer) => (body += chunk.toString()))
          .on('error', reject)
          .on('end', () =>
            resolve({ status: response.statusCode, connection: response.headers.connection, body }),
          );
      },
    );
    sent.on('error', reject).end(JSON.stringify({ query: '{ viewer { email } }' }));
  });
}

/**
 * Two hundred requests stand still at the database when the process is told to stop; it says so at once, and
 * all are answered.
 */
export async function stopWeb(web: Process, ownerUrl: string, front: string): Promise<string> {
  const person = await register(front);
  const held = await holdTable(ownerUrl, 'session');
  const agent = new Agent({ keepAlive: true, maxSockets: IN_FLIGHT });
  try {
    const answers = Promise.all(Array.from({ length: IN_FLIGHT }, () => post(web.url, person, agent)));
    answers.catch(() => undefined);
    await held.untilWaitedFor(10);
    await until('all of them have arrived', () =>
      Promise.resolve(
        Object.values(agent.sockets).flat().length === IN_FLIGHT && Object.keys(agent.requests).length === 0,
      ),
    );
    const since = performance.now();
    web.child().kill('SIGTERM');
    await until(
      'the process says that it stops',
      async () => {
        const response = await fetch(`${web.url}/api/health/ready`);
        return response.status === 503 && (await response.text()).includes('stopping');
      },
      5_000,
    );
    await until(
      'it accepts nothing new',
      () =>
        fetch(`${web.url}/api/health/live`).then(
          () => false,
          () => true,
        ),
      10_000,
    );
    await held.release();
    const answered = await answers;
    const good = answered.filter(({ status, body }) => status === 200 && body.includes(person.email));
    assert.equal(good.length, IN_FLIGHT, JSON.stringify(answered.find((one) => !good.includes(one))));
    assert.equal(answered.filter(({ connection }) => connection === 'close').length, IN_FLIGHT);
    assert.equal(await web.exit(), 0);
    const seconds = (performance.now() - since) / 1_000;
    assert.ok(seconds < LONGEST_SECONDS, `It took ${seconds} seconds.`);
    return `${IN_FLIGHT} answered`;
  } finally {
    await held.release();
    agent.destroy();
    await web.start();
  }
}

/**
 * A worker in the middle of an import that cannot go on gives it back and ends well; the other one does it,
 * once.
 */
export async function stopWorker(
  worker: Process,
  other: Process,
  ownerUrl: string,
  front: string,
): Promise<string> {
  const person = await register(front);
  // The one to be stopped has to be the one that has the job.
  other.child().kill('SIGTERM');
  await other.exit();
  const held = await holdTable(ownerUrl, 'import_row');
  try {
    const id = await startImport(person, front);
    await held.untilWaitedFor(1);
    const since = performance.now();
    worker.child().kill('SIGTERM');
    assert.equal(await worker.exit(), 0);
    const seconds = (performance.now() - since) / 1_000;
    assert.ok(seconds < LONGEST_SECONDS, `It took ${seconds} seconds.`);
    const { rows } = await db().query<{ state: string }>(
      `SELECT state::text FROM pgboss.job WHERE name = 'import' AND data->>'importId' = $1`,
      [id],
    );
    assert.deepEqual(rows, [{ state: 'retry' }]);
    await held.release();
    await other.start();
    await until(
      'the import',
      async () =>
        (await db().query(`SELECT 1 FROM import WHERE id = $1 AND status = 'DONE'`, [id])).rowCount === 1,
    );
    return `gone after ${Math.round(seconds)} s`;
  } finally {
    await held.release();
    await other.start().catch(() => undefined);
    await worker.start();
  }
}
