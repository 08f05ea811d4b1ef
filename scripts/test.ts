import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { build } from './build';
import { type PassedTest, withAsvsTable } from './lib/asvs';
import { generate } from './lib/generate';
import { main, type Run } from './lib/main';
import { binary, runNode, StepFailed } from './lib/processes';
import { bold, dim, duration } from './lib/progress';

interface Counts {
  passed: number;
  failed: number;
  /** Those that passed, where a program tells them. */
  tests?: PassedTest[];
}

interface JestResults {
  numPassedTests: number;
  numFailedTests: number;
  numRuntimeErrorTestSuites: number;
  testResults: { name: string; assertionResults: { fullName: string; status: string }[] }[];
}

const SCHEMA = 'graphql/__generated__/schema.graphql';

/** The committed schema is what reviewers and API clients read, so generation must give exactly that. */
async function generateAsCommitted({ root, signal }: Run): Promise<void> {
  const read = () => readFile(path.join(root, SCHEMA), 'utf8').catch(() => '');
  const before = await read();
  await generate(root, signal);
  if (existsSync(path.join(root, '.git')) && (await read()) !== before) {
    throw new StepFailed(
      `${SCHEMA} was not what the SDL generates; it is now: read the change and commit it.`,
    );
  }
}

const passedTests = ({ testResults }: JestResults): PassedTest[] =>
  testResults.flatMap(({ name: file, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === 'passed')
      .map(({ fullName }) => ({ file, name: fullName })),
  );

/**
 * Which test proves which requirement of security stands in a document, and it must be what has just been
 * run.
 */
async function securityAsTested({ root }: Run, tests: PassedTest[]): Promise<void> {
  const file = path.join(root, 'docs/security.md');
  const before = await readFile(file, 'utf8');
  const after = withAsvsTable(
    before,
    tests.map((test) => ({ ...test, file: path.relative(root, path.resolve(root, test.file)) })),
  );
  if (after === before) return;
  await writeFile(file, after);
  throw new StepFailed(
    'docs/security.md was not what the tests prove; it is now: read the change and commit it.',
  );
}

/**
 * Runs a program that writes how many of its tests passed and failed into a file, whatever it ends with. What
 * it prints comes as it is printed, or, with `after`, in one piece at the end: two programs at once would
 * talk across each other.
 */
async function counted(
  { signal }: Run,
  total: Required<Counts>,
  program: (file: string) => string[],
  read: (result: unknown) => Counts,
  { flags = [], after = false }: { flags?: string[]; after?: boolean } = {},
): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'saldo-results-'));
  const file = path.join(folder, 'results.json');
  try {
    const failure = await runNode(program(file), { signal, show: !after, flags }).then(
      (said) => void process.stdout.write(said),
      (error: unknown) => {
        if (after) console.log(error instanceof Error ? error.message : error);
        return error;
      },
    );
    signal.throwIfAborted();
    const text = await readFile(file, 'utf8').catch(() => undefined);
    const counts = text === undefined ? { passed: 0, failed: 0 } : read(JSON.parse(text));
    total.tests.push(...(counts.tests ?? []));
    total.passed += counts.passed;
    // Something that failed without a failed test (a file that does not load, a server that does not start)
    // counts as one.
    total.failed += failure ? Math.max(counts.failed, 1) : counts.failed;
    if (failure || counts.failed > 0) throw new Counted('Tests failed.');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

class Counted extends StepFailed {}

await main(async (run) => {
  const { root, signal } = run;
  const total: Required<Counts> = { passed: 0, failed: 0, tests: [] };
  const jest = () =>
    counted(
      run,
      total,
      (file) => [binary('jest'), '--ci', '--json', `--outputFile=${file}`, '--silent=false'],
      (written) => {
        const result = written as JestResults;
        return {
          passed: result.numPassedTests,
          failed: result.numFailedTests + result.numRuntimeErrorTestSuites,
          tests: passedTests(result),
        };
      },
    );
  const journeys = () =>
    counted(
      run,
      total,
      (file) => ['e2e/run.ts', `--results=${file}`],
      (result) => result as Counts,
      { flags: ['--import', 'tsx'] },
    );
  const chaos = () =>
    counted(
      run,
      total,
      (file) => ['e2e/chaos/run.ts', `--results=${file}`],
      (result) => result as Counts,
      { flags: ['--import', 'tsx'], after: true },
    );
  const many = () =>
    counted(
      run,
      total,
      (file) => ['e2e/many/run.ts', `--results=${file}`],
      (result) => result as Counts,
      { flags: ['--import', 'tsx'] },
    );
  // What stands together runs at once: on two cores that saves the time in which a program of one core leaves
  // the other idle. Journeys and the killing of workers have the machine to themselves: both wait for what
  // must happen within seconds.
  const steps: [title: string, work: () => Promise<unknown>][][] = [
    [['Generate', () => generateAsCommitted(run)]],
    [
      ['Types', () => runNode([binary('typescript', 'tsc'), '--noEmit'], { signal })],
      ['Lint', () => runNode([binary('eslint'), '.', '--max-warnings=0'], { signal })],
      ['Floors', () => runNode(['scripts/floors.ts'], { signal, flags: ['--import', 'tsx'] })],
      ['Format', () => runNode([binary('prettier'), '--check', '.'], { signal })],
      ['Build', () => build(root, signal)],
    ],
    [['Unit and API tests', jest]],
    [['Browser journeys', journeys]],
    [['Chaos', chaos]],
    [['Many machines', many]],
    [['Security as tested', () => securityAsTested(run, total.tests)]],
  ];

  const timed = async (title: string, work: () => Promise<unknown>) => {
    const started = performance.now();
    try {
      await work();
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof Counted)) {
        total.failed += 1;
        console.error(`\n${title}: ${error instanceof Error ? error.message : String(error)}`);
      }
      throw error;
    } finally {
      console.log(dim(`      ${title}: ${duration(performance.now() - started)}`));
    }
  };
  try {
    for (const [index, together] of steps.entries()) {
      console.log(bold(`[${index + 1}/${steps.length}] ${together.map(([title]) => title).join(', ')}`));
      const ends = await Promise.allSettled(together.map(([title, work]) => timed(title, work)));
      if (ends.some(({ status }) => status === 'rejected')) throw new StepFailed('');
    }
  } finally {
    if (!signal.aborted) console.log(`\n${total.passed} passed, ${total.failed} failed`);
  }
});
