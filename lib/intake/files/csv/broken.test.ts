import { assertTextFile, decode, detectEncoding, MAX_FILE_BYTES } from './decode';
import { encode } from './fixtures/encode';
import { csvMappingSchema, type CsvMapping } from './mapping';
import { readCsv } from './read';
import { recogniseCsv } from './recognise';
import { MAX_LINE_LENGTH } from './records';
import { ImportFileError } from '../types';

const good = 'Date;Description;Amount\n2025-01-03;Shop;-1,50\n2025-01-04;Wages;100,00\n';
const latin1 = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

function failure(act: () => unknown): ImportFileError {
  try {
    act();
  } catch (error) {
    if (error instanceof ImportFileError) return error;
    throw error;
  }
  throw new Error('The file was accepted.');
}

describe('files that are no export of a bank', () => {
  const zeros = new Uint8Array(1000);
  const noise = Uint8Array.from({ length: 4000 }, (_, index) => (index * 7919 + (index >> 3) * 104729) % 256);
  test.each([
    ['nothing', new Uint8Array(), 'EMPTY'],
    ['blank lines', encode('\n\n  \n'), 'EMPTY'],
    ['a PDF', latin1('%PDF-1.7\n1 0 obj'), 'BINARY'],
    ['a workbook', latin1('PK\u0003\u0004rest'), 'BINARY'],
    ['an old workbook', latin1('\u00d0\u00cf\u0011\u00e0\u00a1'), 'BINARY'],
    ['a picture', latin1('\u0089PNG\r\n'), 'BINARY'],
    ['zeros', zeros, 'BINARY'],
    ['noise', noise, 'BINARY'],
    ['text with a zero byte', encode(`${good}2025-01-05;a\u0000b;1,00\n`), 'BINARY'],
    ['more bytes than allowed', new Uint8Array(MAX_FILE_BYTES + 1).fill(0x61), 'TOO_LARGE'],
    ['one line of 10 MB', encode(`Date;Amount\n${'x'.repeat(10 * MAX_LINE_LENGTH)}`), 'LINE_TOO_LONG'],
    ['headings only', encode('Date;Description;Amount\n'), 'NO_ROWS'],
    ['a letter', encode('Dear Sir or Madam,\n\nplease find my statement.\n\nYours,\nA. Person\n'), 'NO_ROWS'],
    ['a table without dates', encode('Name;Amount\nA;1,00\nB;2,00\n'), 'NO_ROWS'],
    [
      'text decoded wrongly before',
      encode('Datum;Popis;Částka\n2025-01-03;PÅ™Ã­chozÃ­ ÃºÄ�et Ä�Ã¡stka;1,00\n2025-01-04;PÅ™Ã­jem;2,00\n'),
      'ENCODING',
    ],
    [
      'letters lost before',
      encode('Datum;Popis;Betrag\n2025-01-03;\ufffd\ufffdl f\ufffdr M\ufffdller;1,00\n'),
      'ENCODING',
    ],
  ] as const)('refuses %s with one sentence', (_, bytes, code) => {
    const error = failure(() => recogniseCsv(bytes));
    expect(error.code).toBe(code);
    expect(error.message).toMatch(/^[A-Z][^.]*(?:\.[^ ][^.]*)*\.$/);
  });

  test('refuses files joined from different layouts and names a line', () => {
    const parts = [
      good,
      '2025-01-03;A;B;-1,50;x;y\n',
      '12;2025-01-03;Z;Z;Z;-1,50;1,00;1\n',
      'a;b;c;d;e;f;g;2025-01-03;1,00\n',
      'a;b;c;d;2025-01-03;1,00;;;;;\n',
    ];
    expect(failure(() => recogniseCsv(encode(parts.join('')))).code).toBe('MIXED_COLUMNS');
    const { mapping } = recogniseCsv(encode(good));
    const second = Array.from({ length: 6 }, (_, day) => `X;Y;2025-02-0${day + 1};Z;1,00\n`).join('');
    expect(failure(() => readCsv(encode(good + second), mapping))).toMatchObject({
      code: 'MIXED_COLUMNS',
      line: 4,
    });
  });

  test('refuses more rows than allowed', () => {
    const { mapping } = recogniseCsv(encode(good));
    expect(failure(() => readCsv(encode(good), mapping, { maxRows: 1 })).code).toBe('TOO_MANY_ROWS');
    expect(readCsv(encode(good), mapping, { maxRows: 2 }).rows).toHaveLength(2);
  });

  test('refuses a mapping for another file', () => {
    const { mapping } = recogniseCsv(encode(good));
    expect(failure(() => readCsv(encode(good), { ...mapping, dateColumn: 9 })).code).toBe('MAPPING');
    const windows = encode('Datum;Popis;Částka\n2025-01-03;Žižkov;-1,50\n', 'windows-1250');
    expect(failure(() => readCsv(windows, mapping)).code).toBe('ENCODING');
  });

  test('is not confused by quotes that never close', () => {
    const text =
      'Date;Description;Amount\n2025-01-03;"Shop at;-1,50\n2025-01-04;12" pizza;-8,00\n2025-01-05;Wages;100,00\n';
    const { rows } = readCsv(encode(text), recogniseCsv(encode(text)).mapping);
    expect(rows.map(({ line, amountMinor }) => [line, amountMinor])).toEqual([
      [2, -150n],
      [3, -800n],
      [4, 10000n],
    ]);
  });
});

describe('encodings', () => {
  test.each([
    ['utf-8', 'Příliš žluťoučký kůň', 'utf-8'],
    ['windows-1250', 'Číslo účtu Příliš žluťoučký kůň Částka', 'windows-1250'],
    ['windows-1250', 'Data księgowania Łódź żółć odbiorcy środki', 'windows-1250'],
    ['windows-1250', 'Könyvelés dátuma, Tőke, Összeg, Közlemény, fizetés', 'windows-1250'],
    ['iso-8859-2', 'Číslo účtu Příliš žluťoučký kůň Částka šťastný', 'iso-8859-2'],
    ['iso-8859-2', 'Data księgowania Łódź żółć odbiorcy środki wpłaty są', 'iso-8859-2'],
    ['windows-1252', 'Empfänger Größe Überweisung Währung', 'windows-1252'],
    ['windows-1252', 'Libellé Débit Crédit chèque à découvert prélèvement', 'windows-1252'],
    ['windows-1252', 'Histórico Número Transferência Depósito Cartão Benefício', 'windows-1252'],
    ['windows-1252', 'Beløb Bogført Overførsel Købsdato Ålborg', 'windows-1252'],
    ['windows-1252', 'Selitys Määrä Kirjauspäivä Arvopäivä', 'windows-1252'],
    ['windows-1252', 'Fecha Descripción Operación Año España número', 'windows-1252'],
    ['windows-1252', 'Balance £100.00 £20.00', 'windows-1252'],
    ['windows-1257', 'Sąskaitos Gavėjas Paaiškinimai Įrašo pradžiai mokėtojas', 'windows-1257'],
    ['windows-1251', 'Дата Категорія Сума Опис операції', 'windows-1251'],
    ['utf-16le', 'Datum Částka', 'utf-16le'],
    ['utf-16be', 'Datum Částka', 'utf-16be'],
  ] as const)('tells %s by its letters: %s', (encoding, text, detected) => {
    const bytes = encode(text, encoding);
    expect(detectEncoding(bytes)).toBe(detected);
    expect(decode(bytes, detected)).toBe(text);
  });

  test('reads UTF-16 without a byte order mark', () => {
    const bytes = encode(good, 'utf-16le').subarray(2);
    expect(detectEncoding(bytes)).toBe('utf-16le');
    expect(() => assertTextFile(bytes)).not.toThrow();
  });
});

describe('a mapping that comes from a client', () => {
  const { mapping } = recogniseCsv(encode(good));
  test.each<[string, Record<string, unknown>]>([
    ['an unknown encoding', { encoding: 'latin-9000' }],
    ['an unknown delimiter', { delimiter: 'x' }],
    ['a negative column', { dateColumn: -1 }],
    ['a fractional column', { dateColumn: 0.5 }],
    ['no amount', { amount: undefined }],
    ['one column for money in and out', { amount: { kind: 'inOut', inColumn: 2, outColumn: 2 } }],
    ['a word for a currency', { currency: 'euro' }],
    ['a key nobody knows', { evil: true }],
  ])('is refused with %s', (_, change) => {
    expect(csvMappingSchema.safeParse({ ...mapping, ...change }).success).toBe(false);
    expect(csvMappingSchema.safeParse(mapping satisfies CsvMapping).success).toBe(true);
  });
});
