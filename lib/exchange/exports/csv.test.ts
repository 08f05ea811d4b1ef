import { parse } from 'csv-parse/sync';
import { CSV_HEAD, csvLines, harmless } from './csv';
import type { Line } from './format';

test.each([
  ['=HYPERLINK("http://evil.example","Refund")', `'=HYPERLINK("http://evil.example","Refund")`],
  ['+420 777 123 456', `'+420 777 123 456`],
  ['-1+1|cmd', `'-1+1|cmd`],
  ['@SUM(A1:A9)', `'@SUM(A1:A9)`],
  ['\t=1+1', `'\t'=1+1`],
  ['\r=1+1', `'\r'=1+1`],
  ['\n=1+1', `'\n'=1+1`],
  ['\uFF1D1+1', `'\uFF1D1+1`],
  ['Albert;=cmd|calc', `Albert;'=cmd|calc`],
  ['Albert;  @x', `Albert;'  @x`],
  ['Albert - a shop; good, cheap = fine', 'Albert - a shop; good, cheap = fine'],
  ['"quoted"', '"quoted"'],
  ['', ''],
  [null, null],
])('makes %j harmless in a spreadsheet (ASVS 1.2.10)', (text, expected) => {
  expect(harmless(text)).toBe(expected);
});

const line: Line<'transactions'> = {
  account: 1,
  date: '2026-03-01',
  amount: '-1234.50',
  kind: 'EXPENSE',
  status: 'CLEARED',
  category: 2,
  payee: 'Albert',
  description: null,
  notes: null,
  origin: 'PERSON',
  bank: {},
  marks: {},
  bankValues: {},
  createdAt: '2026-03-01T00:00:00.000Z',
  updatedAt: '2026-03-01T00:00:00.000Z',
};

test('every cell that somebody wrote is harmless, whatever separator the reader takes, and amounts stay numbers (ASVS 1.2.10)', () => {
  const hostile = ['=1+1', '+1', '-1', '@a', '\t=1', '\r=1', 'x;=1+1', 'x,=1+1', '"=1+1', 'line\n=1+1'];
  const lines = hostile.map((text) => ({ ...line, payee: text, description: text, notes: text }));
  const csv = CSV_HEAD + csvLines(lines, [{ name: '=account', currency: 'CZK' }], ['Food', '@category']);
  expect(csv.startsWith('\uFEFFdate,account,payee')).toBe(true);
  const records: string[][] = parse(csv, { bom: true });
  expect(records).toHaveLength(hostile.length + 1);
  for (const record of records.slice(1)) {
    expect(record.slice(6)).toEqual(['EXPENSE', 'CLEARED', '-1234.50', 'CZK']);
    for (const cell of record.slice(0, 6)) expect(cell).not.toMatch(/^[=+\-@\t\r\n]/);
  }
  for (const delimiter of [';', '\t', '|']) {
    for (const record of parse(csv, {
      bom: true,
      delimiter,
      relax_quotes: true,
      relax_column_count: true,
      quote: null,
    })) {
      for (const cell of record.slice(1)) expect(cell).not.toMatch(/^ *[=+@-]/);
    }
  }
});

test('texts come back out of the file as they are, with quotes, commas and lines', () => {
  const notes = 'He said "no", twice\nand left';
  const [, record] = parse(
    CSV_HEAD + csvLines([{ ...line, notes }], [{ name: 'Main', currency: 'CZK' }], ['Food', 'Fun']),
    { bom: true },
  );
  expect(record).toEqual([
    '2026-03-01',
    'Main',
    'Albert',
    '',
    notes,
    'Fun',
    'EXPENSE',
    'CLEARED',
    '-1234.50',
    'CZK',
  ]);
});
