import { randomBytes } from 'node:crypto';
import { link, rm } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

// One Saldo for each checkout. The lock is a listening socket: the system closes it with its process, however
// that ends, so a stale one is recognised by nobody answering, and a living one can say where it serves.

export interface Holder {
  pid: number;
  url: string;
  stopping: boolean;
}

export interface InstanceLock {
  /** Whether the previous holder was killed and may have left processes behind. */
  unclean: boolean;
  release(): Promise<void>;
}

export class AlreadyRunning extends Error {
  constructor(readonly holder: Holder) {
    super(`Saldo already runs in this folder: ${holder.url} (process ${holder.pid}). Stop that one first.`);
  }
}

/** Asks the holder who it is; undefined when nobody is there. */
function ask(address: string): Promise<Holder | undefined> {
  return new Promise((resolve) => {
    const socket = connect(address);
    let text = '';
    socket.setTimeout(5_000, () => socket.destroy());
    socket.on('data', (chunk) => (text += chunk.toString()));
    socket.on('error', () => resolve(undefined));
    socket.on('close', () => {
      try {
        resolve(JSON.parse(text) as Holder);
      } catch {
        resolve(undefined);
      }
    });
  });
}

function listen(address: string, describe: () => Holder): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) =>
      socket.on('error', () => undefined).end(JSON.stringify(describe())),
    );
    server.once('error', reject);
    server.listen(address, () => resolve(server));
  });
}

/**
 * Takes the lock of the checkout in the working directory.
 *
 * @param state the folder for state, below the working directory.
 * @param describe what to tell a second start.
 * @throws {AlreadyRunning} when a living process holds it; one that is just stopping is waited for.
 */
export async function acquireLock(state: string, describe: () => Holder): Promise<InstanceLock> {
  // A socket's address may have some hundred characters, which a deep checkout exceeds: relative, it never
  // does.
  const folder = path.relative(process.cwd(), state);
  const address = path.join(folder, 'start.sock');
  const own = path.join(folder, `start.${randomBytes(4).toString('hex')}.sock`);
  const server = await listen(own, describe);
  try {
    const unclean = await claim(own, address);
    await rm(own, { force: true });
    server.unref();
    return {
      unclean,
      async release() {
        await rm(address, { force: true });
        await new Promise((resolve) => server.close(resolve));
      },
    };
  } catch (error) {
    server.close();
    throw error;
  }
}

/** Gives the socket the name that everybody knows; says whether a dead one had to be removed first. */
async function claim(own: string, address: string): Promise<boolean> {
  let unclean = false;
  for (const patience = Date.now() + 45_000; ;) {
    const taken = await link(own, address).then(
      () => false,
      (error: unknown) => {
        if ((error as NodeJS.ErrnoException).code === 'EEXIST') return true;
        throw error;
      },
    );
    // Two starts may both find the same dead socket, and the second then removes the name of the first: ask
    // who has it now.
    if (!taken) await sleep(100);
    const holder = await ask(address);
    if (!taken && holder?.pid === process.pid) return unclean;
    if (holder && !(holder.stopping && Date.now() < patience)) throw new AlreadyRunning(holder);
    if (holder) await sleep(200);
    else if (taken) {
      unclean = true;
      await rm(address, { force: true });
    }
  }
}
