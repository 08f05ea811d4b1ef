import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import { fuzzSeeds, mutation, problemOf } from '@/lib/intake/files/formats/fuzz';

// Spoils sound statement files and reads them, each within two seconds, in a thread that can be ended when it
// hangs.
const LIMIT_MS = 2_000;
const LOOK_EVERY_MS = 250;

type Reply = { index: number; problem: string | null };

if (isMainThread) process.exitCode = await fuzz();
else answer();

async function fuzz(): Promise<number> {
  const { values } = parseArgs({
    options: {
      seconds: { type: 'string', default: '300' },
      seed: { type: 'string', default: '1' },
      from: { type: 'string', default: '0' },
    },
  });
  const [seconds, seed] = [Number(values.seconds), Number(values.seed)];
  const seeds = fuzzSeeds();
  const end = Date.now() + seconds * 1_000;
  const worker = await startWorker();
  let index = Number(values.from);
  let slowest = 0;
  for (; Date.now() < end; index++) {
    const start = performance.now();
    const bytes = mutation(seeds, seed, index);
    const problem = await read(worker, index, bytes);
    slowest = Math.max(slowest, performance.now() - start);
    if (problem !== null) {
      await worker.terminate();
      console.log(
        `fuzz: seed ${seed}, mutation ${index} (${bytes.length} bytes): ${problem === 'HANG' ? `no answer within ${LIMIT_MS} ms` : problem}`,
      );
      return 1;
    }
  }
  await worker.terminate();
  console.log(
    `fuzz: seed ${seed}, ${index - Number(values.from)} spoiled files of ${seeds.length} sound ones in ${seconds} s: no crash, no hang, no unsound row; the slowest took ${Math.round(slowest)} ms.`,
  );
  return 0;
}

async function startWorker(): Promise<Worker> {
  // Node 20 does not hand the TypeScript loader of the command line on to threads.
  const worker = new Worker(
    `import('tsx/esm/api').then(({ register }) => (register(), import(${JSON.stringify(import.meta.url)})))`,
    { eval: true },
  );
  await new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject));
  return worker;
}

function read(worker: Worker, index: number, bytes: Uint8Array): Promise<string | null> {
  return new Promise((resolve) => {
    const finish = (problem: string | null) => {
      clearInterval(timer);
      worker.off('message', take).off('error', fail).off('exit', end);
      resolve(problem);
    };
    const take = (reply: Reply) =>
      finish(reply.index === index ? reply.problem : 'an answer to another file');
    const fail = (error: unknown) =>
      finish(`the thread ended: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    const end = () => finish('the thread ended');
    // Counted is the work of this process, which has nothing else to do: on a busy machine the clock says
    // little.
    const before = process.cpuUsage();
    const timer = setInterval(() => {
      const { user, system } = process.cpuUsage(before);
      if ((user + system) / 1_000 > LIMIT_MS) finish('HANG');
    }, LOOK_EVERY_MS);
    worker.on('message', take).on('error', fail).on('exit', end);
    worker.postMessage({ index, bytes });
  });
}

function answer(): void {
  parentPort!.on('message', ({ index, bytes }: { index: number; bytes: Uint8Array }) => {
    parentPort!.postMessage({ index, problem: problemOf(bytes) } satisfies Reply);
  });
  parentPort!.postMessage('ready');
}
