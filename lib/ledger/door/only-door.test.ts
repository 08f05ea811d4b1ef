import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(__dirname, '../../..');
const TABLES = 'transaction|month_total|account_balance|change|change_row|transfer';
const MODELS = 'transaction|monthTotal|accountBalance|change|changeRow|transfer';
const WRITE = new RegExp(
  [
    `(INSERT INTO|UPDATE|DELETE\\s+FROM|TRUNCATE)\\s+(ONLY\\s+)?(${TABLES})\\b`,
    `'(${TABLES}) \\(`,
    `\\.(${MODELS})\\s*\\.(create|update|upsert|delete)`,
    '\\bapplyPostings\\(',
  ].join('|'),
);

/** Who may write them beside the door, and why. */
const EXCEPTIONS = [
  // What the door calls: the totals it counts, and the mark that a change was undone.
  'lib/ledger/cells/mutations.ts',
  'lib/ledger/changes/mutations.ts',
  // A household that goes, and one that is filled from an export.
  'lib/exchange/erasure/rows.ts',
  'lib/exchange/restore/mutations.ts',
];

test('nothing but the door writes the tables of the ledger', () => {
  const files = execFileSync(
    'git',
    ['ls-files', '-co', '--exclude-standard', 'lib', 'graphql', 'app', 'prisma', 'scripts'],
    {
      cwd: root,
      encoding: 'utf8',
    },
  )
    .split('\n')
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.|^lib\/testing\/|^lib\/ledger\/door\//.test(file));
  const writers = files.filter((file) => WRITE.test(readFileSync(path.join(root, file), 'utf8')));
  expect(writers.sort()).toEqual([...EXCEPTIONS].sort());
});
