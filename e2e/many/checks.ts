import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { until } from '../chaos/stage';
import { closeDb, db } from '@/lib/platform/db/pool';
import { setUpDatabase } from '@/lib/platform/set-up/mutations';
import type { Run } from '@/scripts/lib/main';
import { applicationUrl, createDatabase } from '@/scripts/lib/postgres';
import { StepFailed } from '@/scripts/lib/processes';
import { dim, duration } from '@/scripts/lib/progress';
import { startScratchPostgres } from '@/scripts/lib/scratch-postgres';
import { makeEncryptionKey, makeSecret } from '@/scripts/lib/secrets';
import { killUnderLoad } from './kill';
import { compareWithScrapes } from './metrics';
import { addExpense, register, signIn } from './people';
import { startNginx, startWeb, startWorker, type Process } from './stage';
import { stopWeb, stopWorker } from './stop';

// Two processes of web and two workers on one database, behind nginx: whatever one of them did, the other one
// knows.

const ARTIFACTS = 'e2e/artifacts-many';

export type Machines = {
  webs: [Process, Process];
  workers: [Process, Process];
  front: string;
  ownerUrl: string;
  metricsToken: string;
};

/**
 * Runs the checks whose titles contain one of the words given on the command line; all of them when there is
 * none.
 */
export async function runChecks(run: Run): Promise<void> {
  const results = process.argv.find((arg) => arg.startsWith('--results='))?.slice('--results='.length);
  const wanted = process.argv.slice(2).filter((arg) => !arg.startsWith('--'));
  const machines = await start(run);
  const counts = { passed: 0, failed: 0 };
  for (const [title, work] of Object.entries(CHECKS)) {
    if (wanted.length > 0 && !wanted.some((part) => title.includes(part))) continue;
    const started = performance.now();
    const result = await work(machines, run).then(
      (said) => ({ said }),
      (error: unknown) => ({ error }),
    );
    run.signal.throwIfAborted();
    const failed = 'error' in result;
    counts[failed ? 'failed' : 'passed'] += 1;
    console.log(
      `  ${failed ? '✗' : '✓'} ${title} ${dim(`(${'said' in result && result.said ? `${result.said}, ` : ''}${duration(performance.now() - started)})`)}`,
    );
    if (failed)
      console.log(
        String(result.error instanceof Error ? result.error.stack : result.error).replaceAll(/^/gm, '      '),
      );
  }
  if (results) await writeFile(results, JSON.stringify(counts));
  if (counts.failed > 0)
    throw new StepFailed(
      `${counts.failed} of ${counts.passed + counts.failed} checks failed; see ${ARTIFACTS}.`,
    );
}

async function start(run: Run): Promise<Machines> {
  await rm(ARTIFACTS, { recursive: true, force: true });
  await mkdir(ARTIFACTS, { recursive: true });
  const folder = await mkdtemp(path.join(tmpdir(), 'saldo-many-'));
  run.atEnd(() => rm(folder, { recursive: true, force: true }));
  const server = await startScratchPostgres(run.root);
  run.atEnd((hard) => server.stop(hard));
  await createDatabase(server, 'saldo');
  const ownerUrl = server.url('saldo');
  const url = applicationUrl(ownerUrl, makeSecret());
  await setUpDatabase({ ownerUrl, url });
  const metricsToken = makeSecret();
  const env = {
    DATABASE_URL: url,
    DB_ENCRYPTION_KEY: makeEncryptionKey(),
    NEXTAUTH_SECRET: makeSecret(),
    NEXTAUTH_URL: 'http://localhost:3000',
    NODE_ENV: 'production',
    CNB_URL: '',
    ECB_URL: '',
    TRUSTED_PROXIES: 'loopback',
    METRICS_TOKEN: metricsToken,
    HOST: '127.0.0.1',
    DRAIN_SECONDS: '1',
  };
  Object.assign(process.env, env);
  run.atEnd(closeDb);
  const log = (name: string) => path.join(ARTIFACTS, name);
  const webs: Machines['webs'] = [
    await startWeb(run, log('web-a'), env),
    await startWeb(run, log('web-b'), env),
  ];
  const workers: Machines['workers'] = [
    await startWorker(run, log('worker-a'), env),
    await startWorker(run, log('worker-b'), env),
  ];
  return {
    webs,
    workers,
    front: await startNginx(
      run,
      folder,
      webs.map((web) => web.url),
    ),
    ownerUrl,
    metricsToken,
  };
}

const one = async <T>(text: string, values: unknown[] = []) =>
  (await db().query<{ value: T }>(text, values)).rows[0]?.value;

const CHECKS: Record<string, (machines: Machines, run: Run) => Promise<string | undefined>> = {
  'a session begins, counts and ends everywhere at once': async ({ webs: [a, b], front }) => {
    const person = await register(front);
    for (const web of [a, b, a, b])
      assert.equal((await person.ask(web.url, '{ viewer { email } }')).data?.viewer?.['email'], person.email);
    await person.ask(a.url, 'mutation { signOut }');
    assert.equal(
      (await person.ask(b.url, '{ household { id } }')).errors?.[0]?.extensions.code,
      'UNAUTHENTICATED',
    );
    return undefined;
  },

  'a change that is sent to both at once happens once': async ({ webs: [a, b], front }) => {
    const person = await register(front);
    for (let turn = 0; turn < 20; turn++) {
      const key = `once-${turn}`;
      const [first, second] = await Promise.all([
        addExpense(person, a.url, key),
        addExpense(person, b.url, key),
      ]);
      assert.equal(first.id, second.id);
    }
    assert.equal(
      await one('SELECT count(*)::int AS value FROM transaction WHERE account_id = $1', [person.accountId]),
      20,
    );
    return undefined;
  },

  'guesses are counted together': async ({ webs: [a, b], front }) => {
    const { email } = await register(front);
    const codes: (string | undefined)[] = [];
    for (let turn = 0; turn < 8; turn++)
      codes.push((await signIn([a, b][turn % 2]!.url, email, 'wrong')).code);
    assert.ok(
      codes.filter((code) => code === 'TOO_MANY_REQUESTS').length >= 2,
      `Of eight wrong passwords ${codes.length} were heard.`,
    );
    assert.equal((await signIn(a.url, email)).code, 'TOO_MANY_REQUESTS');
    assert.equal((await signIn(b.url, email)).code, 'TOO_MANY_REQUESTS');
    return undefined;
  },

  'what one of them wrote the other one reads in the next moment': async ({ webs: [a, b], front }) => {
    const person = await register(front);
    const OVERVIEW =
      `{ overview(from: "2026-04-01", to: "2026-04-30") { expenses { amount } } account(id: "ID") { name
        balance { amount } } transactions { totalCount } }`.replace('ID', person.accountId);
    for (let turn = 1; turn <= 25; turn++) {
      const [writer, reader] = turn % 2 ? [a, b] : [b, a];
      await addExpense(person, writer.url, randomUUID());
      await person.ask(
        writer.url,
        `mutation($id: ID!, $name: String!) { updateAccount(id: $id, input: { name: $name }) {
          errors { message } } }`,
        { id: person.accountId, name: `Account ${turn}` },
      );
      const { data } = await person.ask(reader.url, OVERVIEW);
      const read = data as unknown as {
        overview: { expenses: { amount: string } };
        account: { name: string; balance: { amount: string } };
        transactions: { totalCount: number };
      } | null;
      assert.deepEqual(
        [
          read?.account.name,
          read?.transactions.totalCount,
          Math.abs(Number(read?.overview.expenses.amount)),
          Number(read?.account.balance.amount),
        ],
        [`Account ${turn}`, turn, turn, -turn],
        `turn ${turn}`,
      );
    }
    return '25 times';
  },

  'who loses a role loses it everywhere': async ({ webs: [a, b], front }) => {
    const person = await register(front);
    const RENAME = 'mutation { updateHousehold(input: { name: "Ours" }) { errors { message } } }';
    assert.equal((await person.ask(b.url, RENAME)).errors, undefined);
    // As another owner would, at the other process.
    await db().query(
      `UPDATE membership SET role = 'VIEWER' WHERE user_id = (SELECT id FROM "user" WHERE email = $1)`,
      [person.email],
    );
    for (const web of [a, b])
      assert.equal((await person.ask(web.url, RENAME)).errors?.[0]?.extensions.code, 'FORBIDDEN');
    return undefined;
  },

  'a page that asks how far work has come is told so by whichever answers': async ({
    webs: [a, b],
    front,
  }) => {
    const person = await register(front);
    const form = new FormData();
    form.append(
      'file',
      new Blob([
        `Date,Amount,Payee\n${Array.from({ length: 500 }, (_, row) => `2026-03-${String((row % 28) + 1).padStart(2, '0')},-${row}.50,Shop ${row}`).join('\n')}\n`,
      ]),
      'rows.csv',
    );
    form.append('accountId', person.accountId);
    const uploaded = await fetch(`${a.url}/api/imports`, {
      method: 'POST',
      headers: { authorization: `Bearer ${person.token}` },
      body: form,
    });
    const {
      import: { id },
    } = (await uploaded.json()) as { import: { id: string } };
    await person.ask(b.url, 'mutation($id: ID!) { commitImport(id: $id) { errors { message } } }', { id });
    let asked = 0;
    const state = async (url: string) =>
      (
        (await person.ask(url, 'query($id: ID!) { import(id: $id) { status rowsAdded } }', { id }))
          .data as unknown as { import: { status: string; rowsAdded: number } }
      ).import;
    await until('the import', async () => (await state([a, b][(asked += 1) % 2]!.url)).status === 'DONE');
    assert.deepEqual(
      [await state(a.url), await state(b.url)].map(({ rowsAdded }) => rowsAdded),
      [500, 500],
    );
    return undefined;
  },

  'dashboards and rules ask for nothing that does not exist': (
    { webs: [a], workers: [w], metricsToken },
    run,
  ) => compareWithScrapes(run, { web: a.url, worker: w.url }, metricsToken),

  'killing one of each under load loses nothing that was acknowledged, and a second try always works': (
    machines,
  ) => killUnderLoad(machines),

  'a web that is told to stop answers two hundred requests in flight': ({ webs: [a], ownerUrl, front }) =>
    stopWeb(a, ownerUrl, front),

  'a worker that is told to stop hands back what it cannot finish': ({ workers: [a, b], ownerUrl, front }) =>
    stopWorker(a, b, ownerUrl, front),

  'each schedule runs once, whoever of the two does it': async () => {
    // It looks every minute; by now both have been there for some of them.
    await until(
      'the third minute',
      async () =>
        ((await one<number>(`SELECT count(*)::int AS value FROM pgboss.job WHERE name = 'due-syncs'`)) ??
          0) >= 3,
      200_000,
    );
    const { rows } = await db().query<{ minute: string; times: number }>(
      `SELECT date_trunc('minute', created_on)::text AS minute, count(*)::int AS times FROM pgboss.job
        WHERE name = 'due-syncs' GROUP BY 1`,
    );
    assert.deepEqual(
      rows.filter(({ times }) => times !== 1),
      [],
    );
    return `${rows.length} minutes`;
  },
};
