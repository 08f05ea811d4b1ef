import { spawn, type ChildProcess } from 'node:child_process';
import { open } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { MockBank } from '@/lib/intake/banks/mock/server';

/** Asks again until there is an answer; what never comes is an error that says what was waited for. */
export async function until<T>(
  what: string,
  ask: () => Promise<T | undefined | false | null>,
  patienceMs = 90_000,
): Promise<T> {
  for (const end = Date.now() + patienceMs; Date.now() < end; await sleep(50)) {
    const answer = await ask().catch(() => undefined);
    if (answer) return answer;
  }
  throw new Error(`Waited in vain for this: ${what}.`);
}

/** A worker process as production runs it. `kill` is kill -9: it gets no chance to say goodbye. */
export async function startWorker(
  env: Record<string, string>,
  logFile: string,
): Promise<{ kill: () => Promise<void> }> {
  const log = await open(logFile, 'a');
  const child: ChildProcess = spawn(process.execPath, ['--enable-source-maps', 'dist/worker.js'], {
    env: { ...process.env, ...env },
    stdio: ['ignore', log.fd, log.fd],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await log.close();
  return {
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** Locks a table so that anyone who needs it waits there, until `release`. */
export async function holdTable(
  url: string,
  table: string,
): Promise<{ untilWaitedFor: (times: number) => Promise<void>; release: () => Promise<void> }> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  await client.query(`BEGIN; LOCK TABLE "${table}" IN ACCESS EXCLUSIVE MODE`);
  return {
    untilWaitedFor: async (times) => {
      await until(`somebody needs the table ${table}`, async () => {
        // Not joined with pg_stat_activity: within a transaction it shows the connections that there were at
        // its first look.
        const { rows } = await client.query<{ count: number }>(
          `SELECT count(DISTINCT pid)::int AS count FROM pg_locks WHERE NOT granted
            AND relation = $1::regclass`,
          [`"${table}"`],
        );
        return (rows[0]?.count ?? 0) >= times;
      });
    },
    release: async () => {
      await client.end().catch(() => undefined);
    },
  };
}

/** Stands between the worker and the mock bank, and can keep the worker waiting for an answer. */
export async function startGate(bank: MockBank): Promise<{
  url: string;
  hold: (path: RegExp) => { reached: Promise<void>; open: () => void };
  close: () => void;
}> {
  let held: { path: RegExp; reached: () => void; opened: Promise<void> } | undefined;
  const server: Server = createServer((request, response) => {
    void (async () => {
      const path = request.url ?? '/';
      if (held?.path.test(path)) {
        held.reached();
        await held.opened;
      }
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const body = chunks.length > 0 ? Buffer.concat(chunks) : undefined;
      const answer = await bank.fetch(
        new Request(`http://localhost${path}`, {
          method: request.method ?? 'GET',
          headers: request.headers as Record<string, string>,
          ...(body ? { body } : {}),
        }),
      );
      response
        .writeHead(answer.status, Object.fromEntries(answer.headers))
        .end(Buffer.from(await answer.arrayBuffer()));
    })().catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    hold: (path) => {
      let reached = () => {};
      let open = () => {};
      const wasReached = new Promise<void>((resolve) => (reached = resolve));
      const opened = new Promise<void>((resolve) => (open = resolve));
      held = { path, reached, opened };
      return {
        reached: wasReached,
        open: () => {
          held = undefined;
          open();
        },
      };
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
