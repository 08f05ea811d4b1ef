import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { build } from './build';
import { generate } from './lib/generate';
import { main, type Run } from './lib/main';
import { binary, runNode, StepFailed } from './lib/processes';
import { bold, dim, duration } from './lib/progress';

interface Counts {
  passed: number;
  failed: number;
}

const SCHEMA = 'graphql/__generated__/schema.graphql';

/** The committed schema is what reviewers and API clients read, so generation must give exactly that. */
async function generateAsCommitted({ root, signal }: Run): Promise<void> {
  const read = () => readFile(path.join(root, SCHEMA), 'utf8').catch(() => '');
  const before = await read();
  await generate(root, signal);
  if (existsSync(path.join(root, '.git')) && (await read()) !== before) {
    throw new StepFailed(`${SCHEMA} was not what the SDL generates; it is now: read the change and commit it.`);
  }
}

/** Runs a program that writes how many of its tests passed and failed into a file, whatever it ends with. */
async function counted({ signal }: Run, total: Counts, program: (file: string) => string[], read: (result: Record<string, number>) => Counts, flags: string[] = []): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'saldo-results-'));
  const file = path.join(folder, 'results.json');
  try {
    const failure = await runNode(program(file), { signal, show: true, flags }).then(() => undefined, (error: unknown) => error);
    signal.throwIfAborted();
    const text = await readFile(file, 'utf8').catch(() => undefined);
    const counts = text === undefined ? { passed: 0, failed: 0 } : read(JSON.parse(text) as Record<string, number>);
    total.passed += counts.passed;
    // Something that failed without a failed test (a file that does not load, a server that does not start) counts as one.
    total.failed += failure ? Math.max(counts.failed, 1) : counts.failed;
    if (failure || counts.failed > 0) throw new Counted('Tests failed.');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

class Counted extends StepFailed {}

await main(async (run) => {
  const { root, signal } = run;
  const total: Counts = { passed: 0, failed: 0 };
  const jest = () =>
    counted(run, total, (file) => [binary('jest'), '--ci', '--json', `--outputFile=${file}`, '--silent=false'], (result) => ({
      passed: result.numPassedTests ?? 0,
      failed: (result.numFailedTests ?? 0) + (result.numRuntimeErrorTestSuites ?? 0),
    }));
  const journeys = () => counted(run, total, (file) => ['e2e/run.ts', `--results=${file}`], (result) => ({ passed: result.passed ?? 0, failed: result.failed ?? 0 }), ['--import', 'tsx']);
  const chaos = () => counted(run, total, (file) => ['e2e/chaos/run.ts', `--results=${file}`], (result) => ({ passed: result.passed ?? 0, failed: result.failed ?? 0 }), ['--import', 'tsx']);
  const steps: [title: string, work: () => Promise<unknown>][] = [
    ['Generate', () => generateAsCommitted(run)],
    ['Types', () => runNode([binary('typescript', 'tsc'), '--noEmit'], { signal })],
    ['Lint', () => runNode([binary('eslint'), '.', '--max-warnings=0'], { signal })],
    ['Unit and API tests', jest],
    ['Build', () => build(root, signal)],
    ['Browser journeys', journeys],
    ['Chaos', chaos],
  ];

  try {
    for (const [index, [title, work]] of steps.entries()) {
      const started = performance.now();
      console.log(bold(`[${index + 1}/${steps.length}] ${title}`));
      try {
        await work();
      } catch (error) {
        signal.throwIfAborted();
        if (!(error instanceof Counted)) total.failed += 1;
        throw error;
      } finally {
        console.log(dim(`      ${duration(performance.now() - started)}`));
      }
    }
  } catch (error) {
    if (!signal.aborted && !(error instanceof Counted)) console.error(`\n${error instanceof Error ? error.message : String(error)}`);
    throw new StepFailed('');
  } finally {
    if (!signal.aborted) console.log(`\n${total.passed} passed, ${total.failed} failed`);
  }
});
