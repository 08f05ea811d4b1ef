import { realpathSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** Whether a script was called, and not imported by another. */
export function isMain(url: string): boolean {
  return process.argv[1] !== undefined && pathToFileURL(realpathSync(process.argv[1])).href === url;
}

export interface Run {
  /** The checkout; also the working directory. */
  root: string;
  /** Aborted by Ctrl-C, SIGTERM and SIGHUP. */
  signal: AbortSignal;
  /**
   * Registers what to do at the end, whatever the end: last registered, first done. `hard` when there is no
   * time left.
   */
  atEnd: (cleanup: (hard: boolean) => Promise<void>) => void;
  /** Ends the run as a signal does. */
  stop: () => void;
}

/**
 * Runs a script with one orderly way out: a signal aborts what is under way, then everything registered is
 * undone, in reverse. A second Ctrl-C does not wait. An error is one message without a stack, and a non-zero
 * exit.
 */
export async function main(work: (run: Run) => Promise<void>): Promise<void> {
  const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
  process.chdir(root);
  const controller = new AbortController();
  const cleanups: ((hard: boolean) => Promise<void>)[] = [];

  const onSignal = (name: NodeJS.Signals) => {
    if (!controller.signal.aborted) return controller.abort(new Stopped());
    // A terminal that closes sends several signals, and npm passes on what the terminal sent already: only a
    // person insists.
    if (name !== 'SIGINT' || Date.now() - stoppedAt < 500) return;
    void Promise.all(cleanups.map((cleanup) => cleanup(true).catch(() => undefined))).finally(() =>
      process.exit(130),
    );
  };
  let stoppedAt = 0;
  controller.signal.addEventListener('abort', () => (stoppedAt = Date.now()));
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, onSignal);
  // The terminal may be gone before we are.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

  let code = 0;
  process.on('uncaughtException', (error) => {
    code = 1;
    console.error(error);
    controller.abort(new Stopped());
  });
  try {
    await work({
      root,
      signal: controller.signal,
      atEnd: (cleanup) => cleanups.push(cleanup),
      stop: () => controller.abort(new Stopped()),
    });
  } catch (error) {
    // Interrupted work is not done; only what runs until it is stopped (it returns then) has ended well.
    code = 130;
    if (!(error instanceof Stopped) && !controller.signal.aborted) {
      code = 1;
      const message = error instanceof Error ? describe(error) : String(error);
      // An empty message means that everything was said already.
      if (message) console.error(`\n${message}`);
    }
  }
  controller.abort(new Stopped());
  for (const cleanup of cleanups.toReversed()) {
    await cleanup(false).catch((error: unknown) => {
      code = 1;
      console.error(error instanceof Error ? error.message : error);
    });
  }
  process.exit(code);
}

class Stopped extends Error {
  override name = 'Stopped';
}

/** Our own sentences stand alone; a programming error (TypeError and the like) needs its place. */
function describe(error: Error): string {
  return error.constructor === TypeError ||
    error.constructor === ReferenceError ||
    error.constructor === RangeError
    ? (error.stack ?? error.message)
    : error.message;
}
