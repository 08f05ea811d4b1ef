import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { readStatements, type StatementFormat } from './read';
import { recogniseFormat } from './recognise';
import { refuseKnownStrangers } from './refuse';
import { ImportFileError, type StatementFile } from '../types';

// Real statements of banks, kept beside the repository because their licences differ; the suite runs where
// they are.
const folder = join(process.cwd(), '..', 'shared', 'samples');
const index = join(folder, 'INDEX.tsv');

type Sample = { path: string; count: number; sum: string; currency: string };

const FORMATS: Readonly<Record<string, readonly StatementFormat[]>> = {
  camt: ['CAMT'],
  'csob-xml': ['CSOB_XML'],
  'erste-json': ['GEORGE_JSON'],
  fio: ['FIO_XML', 'FIO_JSON'],
  gpc: ['GPC'],
  mt940: ['MT940'],
  ofx: ['OFX'],
  qif: ['QIF'],
};

function listSamples(): Sample[] {
  if (!existsSync(index)) return [];
  const lines = readFileSync(index, 'utf8').trim().split('\n').slice(1);
  return lines
    .map((line) => line.split('\t'))
    .map((fields) => ({ path: fields[0]!, count: Number(fields[6]), sum: fields[7]!, currency: fields[8]! }));
}

/**
 * "-12.3" in units of a hundredth, which every sample has; digits behind the second decimal must be zeros.
 */
function toHundredths(sum: string): bigint {
  const [whole = '0', fraction = ''] = sum.replace('-', '').split('.');
  if (/[^0]/.test(fraction.slice(2)))
    throw new Error(`The index states ${sum}, which is no number of hundredths.`);
  const value = BigInt(whole + fraction.padEnd(2, '0').slice(0, 2));
  return sum.startsWith('-') ? -value : value;
}

function readSample(path: string): StatementFile {
  const bytes = readFileSync(join(folder, path));
  const format = recogniseFormat(bytes);
  if (format === null || format === 'CSV') throw new Error(`${path} is not recognised.`);
  return readStatements(bytes, format);
}

const samples = listSamples();
const folderOf = (path: string) => path.split('/')[0]!;
const statements = samples.filter(({ path, count }) => FORMATS[folderOf(path)] && count > 0);

(samples.length > 0 ? describe : describe.skip)('real statements of banks', () => {
  test.each(samples)('$path is recognised from its content', ({ path }) => {
    const format = recogniseFormat(readFileSync(join(folder, path)));
    const expected = FORMATS[folderOf(path)];
    if (expected) expect(expected).toContain(format);
    else expect(format).toBeNull();
  });

  test.each(statements)('$path gives its transactions', ({ path, count, sum, currency }) => {
    const file = readSample(path);
    const rows = file.statements.flatMap((statement) => statement.rows);
    expect(file.skipped).toEqual([]);
    expect(rows).toHaveLength(count);
    expect(rows.reduce((total, { amountMinor }) => total + amountMinor, 0n)).toBe(toHundredths(sum));
    if (/^[A-Z]{3}$/.test(currency))
      expect(rows.filter((row) => row.currency !== null && row.currency !== currency)).toEqual([]);
  });

  test('an error instead of a statement is refused with what the bank says', () => {
    expect(() => readSample('ofx/OFXPARSE__error_message.ofx')).toThrow(
      new ImportFileError(
        'BANK_ERROR',
        'The bank put an error instead of a statement into the file (“General Server Error”); sign in to your bank and download the statement again.',
      ),
    );
  });

  test.each(samples.filter(({ path }) => path.startsWith('journal/')))(
    '$path is refused as an accounting journal',
    ({ path }) => {
      expect(() => refuseKnownStrangers(readFileSync(join(folder, path)))).toThrow(
        /journal of a plain-text accounting program/,
      );
    },
  );

  test.each(samples.filter(({ path }) => path.startsWith('csv-')))(
    '$path is not taken for a stranger',
    ({ path }) => {
      expect(() => refuseKnownStrangers(readFileSync(join(folder, path)))).not.toThrow();
    },
  );

  test.each([
    ['ofx/ASGRIM__ofx-multiple-accounts-xml.ofx', 3, 3],
    // Six of its 26 messages are further pages.
    ['mt940/BETTERPLACE__sepa_mt9401.sta', 20, 20],
    ['mt940/RABOBANK__two_accounts.txt', 4, 4],
    ['camt/GENKGO__camt053.v2.multi.statement.xml', 2, 1],
    ['camt/SUBITE_LT__2024-03-14.xml', 2, 2],
    ['ofx/OCA__test_ofx_iban.ofx', 2, 2],
    ['mt940/ABNAMRO__abnamro.txt', 2, 1],
  ])('%s has %i statements of %i accounts', (path, count, accounts) => {
    const file = readSample(path);
    expect(file.statements).toHaveLength(count);
    expect(new Set(file.statements.map(({ account }) => account)).size).toBe(accounts);
  });
});

describe('the names in real statements', () => {
  const rowsOf = (path: string) => readSample(path).statements.flatMap(({ rows }) => rows);
  const run = samples.length > 0 ? test : test.skip;

  run('come out whole, whatever charset the header claims', () => {
    expect(rowsOf('ofx/ACTUAL__8859-1.qfx')[0]).toMatchObject({
      payee: 'Paiement facture/Carte prépayée',
      description: 'PWW',
      bankId: 'wSoKuCS77',
      date: '2022-10-19',
    });
    expect(rowsOf('ofx/LEDGERAUTOSYNC__accented_characters_latin1.ofx')[0]).toMatchObject({
      payee: 'Virement Interac à: Jean',
    });
    expect(rowsOf('ofx/ACTUAL__html-vals.qfx').map(({ payee, description }) => [payee, description])).toEqual(
      [
        ['000000000000000', 'PREAUTHORIZED DEBIT;B.C. HYDRO & POWER AUTHORITY;Electronic Funds Transfer'],
        ['TPAY <DEFTPYMT>', 'PREAUTHORIZED DEBIT;LUXMORE REALTY PPTY MGMT;Electronic Funds Transfer'],
      ],
    );
    expect(rowsOf('mt940/CMXL__mt940-iso8859-1.txt')[1]).toMatchObject({
      payee: 'MÜLLER',
      counterpartyAccount: '847564700',
    });
    expect(rowsOf('qif/ACTUAL__data.qif')[1]).toMatchObject({
      payee: 'õSSELDORF KÖLN SALON - LIBBIE GR 12/18 PURCHASE RICHMOND VA',
    });
  });

  run('Czech symbols and accounts are told apart', () => {
    expect(rowsOf('gpc/FIO__doc_6.4.3.1.gpc')[0]).toEqual({
      line: 2,
      date: '2012-06-26',
      amountMinor: 100n,
      currency: 'CZK',
      payee: 'Novák, Pavel',
      description: null,
      counterpartyAccount: '2900233333/2010',
      bankId: '1148734530',
      symbols: { constant: '0558' },
      status: 'CLEARED',
      balanceMinor: null,
    });
    expect(rowsOf('fio/FIO__example_fio.xml')[2]).toMatchObject({
      date: '2012-12-20',
      payee: 'CZ.NIC, z.s.p.o.',
      description: 'Vesele vanoce <> & Novy rok',
      counterpartyAccount: '2200342290/2010',
      bankId: '1169064218',
      symbols: { constant: '0558', variable: '333333', specific: '444444' },
    });
    expect(rowsOf('fio/FIO__fiobank_transactions.json')[0]).toMatchObject({
      payee: 'ORDR, PRAGUE, CZ',
      symbols: { variable: '5678' },
      bankId: '10000000002',
    });
  });

  run('a day in milliseconds is the day in the zone of the bank', () => {
    expect(rowsOf('erste-json/GEORGE__transaction.json')[0]).toMatchObject({
      date: '2016-10-06',
      amountMinor: -700n,
      payee: 'REFUND. LADEBETRAG',
    });
  });

  run('the end of a month that has no 31st is its last day', () => {
    expect(readSample('mt940/CMXL__mt940-iso8859-1.txt').statements[0]!.closing).toEqual({
      date: '2002-11-30',
      amountMinor: 438795n,
    });
  });
});
