import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { readCsv } from './read';
import { recogniseCsv } from './recognise';

// Real exports of banks, kept beside the repository because their licences differ; the suite runs where they
// are.
const folder = join(process.cwd(), '..', 'shared', 'samples');
const index = join(folder, 'INDEX.tsv');

type Sample = { path: string; count: number; sum: string; currency: string };

function listSamples(): Sample[] {
  if (!existsSync(index)) return [];
  const lines = readFileSync(index, 'utf8').trim().split('\n').slice(1);
  return lines
    .map((line) => line.split('\t'))
    .filter(([path]) => path!.startsWith('csv-'))
    .map((fields) => ({ path: fields[0]!, count: Number(fields[6]), sum: fields[7]!, currency: fields[8]! }));
}

/** "-12.3" in units of a hundredth; every sample is in a currency with two decimals. */
function toHundredths(sum: string): bigint {
  const [whole = '0', fraction = ''] = sum.replace('-', '').split('.');
  const value = BigInt(whole + fraction.padEnd(2, '0').slice(0, 2));
  return sum.startsWith('-') ? -value : value;
}

const samples = listSamples();

(samples.length > 0 ? describe : describe.skip)('real exports of banks', () => {
  test.each(samples)(
    '$path gives its transactions without a correction',
    ({ path, count, sum, currency }) => {
      const bytes = readFileSync(join(folder, path));
      const { mapping } = recogniseCsv(bytes);
      const { rows } = readCsv(bytes, mapping, {
        fallbackCurrency: /^[A-Z]{3}$/.test(currency) ? currency : 'EUR',
      });
      expect(rows).toHaveLength(count);
      if (sum !== '')
        expect(rows.reduce((total, { amountMinor }) => total + amountMinor, 0n)).toBe(toHundredths(sum));
      // A currency that is read must be the one the index states, wherever it states one.
      if (/^[A-Z]{3}$/.test(currency))
        expect(rows.filter((row) => row.currency !== null && row.currency !== currency)).toEqual([]);
    },
  );

  test('covers all of the banks', () => {
    expect(samples.filter(({ path }) => path.startsWith('csv-bank/')).length).toBeGreaterThanOrEqual(34);
  });
});

test('the list of real exports is read as its columns say', () => {
  expect(toHundredths('-12.3')).toBe(-1230n);
  expect(toHundredths('940')).toBe(94000n);
});
