import { encode } from '../csv/fixtures/encode';
import { camtBanks } from './fixtures/camt-banks';
import { czechBanks } from './fixtures/czech-banks';
import { ofxBanks } from './fixtures/ofx-banks';
import { qifBanks } from './fixtures/qif-banks';
import { swiftBanks } from './fixtures/swift-banks';
import { readStatements } from './read';
import { recogniseFormat } from './recognise';
import { refuseKnownStrangers } from './refuse';

const banks = [...czechBanks, ...swiftBanks, ...camtBanks, ...ofxBanks, ...qifBanks];

test.each(banks)('reads $bank', ({ format, text, encoding, account, currency, balances, rows }) => {
  const bytes = encode(text, encoding);
  expect(recogniseFormat(bytes)).toBe(format);
  expect(() => refuseKnownStrangers(bytes)).not.toThrow();
  const file = readStatements(bytes, format);
  expect(file.format).toBe(format);
  expect(file.skipped).toEqual([]);
  const read = file.statements.flatMap((statement) => statement.rows);
  expect(read.map(({ date, amountMinor, payee }) => [date, amountMinor, payee])).toEqual(
    rows.map(([date, amountMinor, payee]) => [date, amountMinor, payee]),
  );
  expect(read).toMatchObject(rows.map(([, , , more]) => more ?? {}));
  const [first] = file.statements;
  expect(first).toMatchObject({ account, currency });
  if (balances)
    expect([first!.opening?.amountMinor ?? null, first!.closing?.amountMinor ?? null]).toEqual(balances);
});

test('covers every format with more than forty layouts', () => {
  expect(banks.length).toBeGreaterThanOrEqual(40);
  expect(new Set(banks.map(({ format }) => format)).size).toBe(9);
});

test('the statements of one file stay apart', () => {
  const two = czechBanks.find(({ bank }) => bank.includes('two statements'))!;
  expect(
    readStatements(encode(two.text, two.encoding), 'GPC').statements.map(
      ({ account, currency, opening, closing, rows }) => [account, currency, opening, closing, rows.length],
    ),
  ).toEqual([
    [
      '7777777',
      'EUR',
      { date: '2024-03-01', amountMinor: 200n },
      { date: '2024-03-31', amountMinor: 300n },
      1,
    ],
    [
      '8888888',
      'CZK',
      { date: '2024-03-01', amountMinor: 0n },
      { date: '2024-03-31', amountMinor: -100n },
      1,
    ],
  ]);
});

test('a credit line of a CAMT balance has a day of its own', () => {
  const creditLine =
    '<CdtLine><Incl>false</Incl><Amt Ccy="EUR">500</Amt><Dt><Dt>2020-01-01</Dt></Dt></CdtLine>';
  const text = `<Document><BkToCstmrStmt><Stmt><Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp>${creditLine}<Amt Ccy="EUR">1.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Dt><Dt>2024-03-31</Dt></Dt></Bal></Stmt></BkToCstmrStmt></Document>`;
  expect(readStatements(encode(text), 'CAMT').statements[0]!.closing).toEqual({
    date: '2024-03-31',
    amountMinor: -100n,
  });
});

test('the currency of the account gives the decimals where the file names none', () => {
  const yen = encode('!Type:Bank\nD2024-03-01\nT-1,500\n^\n');
  expect(readStatements(yen, 'QIF', { fallbackCurrency: 'JPY' }).statements[0]!.rows[0]).toMatchObject({
    amountMinor: -1500n,
    currency: null,
  });
  expect(readStatements(yen, 'QIF').statements[0]!.rows[0]).toMatchObject({
    amountMinor: -150000n,
    currency: null,
  });
});
