import { encode } from '../csv/fixtures/encode';
import { recogniseCsv } from '../csv/recognise';
import { readStatements, type StatementFormat } from './read';
import { recogniseFormat } from './recognise';
import { refuseKnownStrangers } from './refuse';
import { ImportFileError } from '../types';

function codeOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof ImportFileError) {
      expect(error.message).toMatch(/^[A-Z][^.]*(?:\.[^ ][^.]*)*\.$/);
      return error.code;
    }
    throw error;
  }
  return 'ACCEPTED';
}

const camt = (content: string, before = '') =>
  `<?xml version="1.0"?>${before}<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><Stmt>${content}</Stmt></BkToCstmrStmt></Document>`;
const laughs = `<!DOCTYPE lolz [<!ENTITY a "lol">${'bcdefghij'
  .split('')
  .map((name, index) => `<!ENTITY ${name} "${`&${'abcdefghij'[index]};`.repeat(10)}">`)
  .join('')}]>`;

describe('ASVS 5.2.1, 5.2.3: files made to fill the memory or the time', () => {
  test.each<[string, StatementFormat, string, string]>([
    ['a billion laughs in CAMT', 'CAMT', camt('<Ntry>&j;</Ntry>', laughs), 'BROKEN'],
    [
      'a billion laughs in OFX',
      'OFX',
      `<?xml version="1.0"?><?OFX OFXHEADER="200"?>${laughs}<OFX><STMTRS><CURDEF>&j;</STMTRS></OFX>`,
      'BROKEN',
    ],
    [
      'a billion laughs in Fio XML',
      'FIO_XML',
      `<?xml version="1.0"?>${laughs}<AccountStatement><Info><currency>&j;</currency></Info></AccountStatement>`,
      'BROKEN',
    ],
    [
      'one long entity used often',
      'CAMT',
      camt('&a;'.repeat(100_000), `<!DOCTYPE x [<!ENTITY a "${'x'.repeat(100_000)}">]>`),
      'BROKEN',
    ],
    [
      'an entity of a file',
      'CAMT',
      camt('<Ntry>&a;</Ntry>', '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'),
      'BROKEN',
    ],
    ['100,000 nested elements', 'CAMT', camt('<a>'.repeat(100_000)), 'BROKEN'],
    [
      'a text of 5 MB',
      'CAMT',
      camt(`<Ntry><AddtlNtryInf>${'x'.repeat(5_000_000)}</AddtlNtryInf></Ntry>`),
      'BROKEN',
    ],
    [
      '100,000 attributes',
      'CAMT',
      camt(`<Ntry ${Array.from({ length: 100_000 }, (_, index) => `a${index}=""`).join(' ')}/>`),
      'BROKEN',
    ],
    [
      'a value of 5 MB in OFX',
      'OFX',
      `OFXHEADER:100\n<OFX><STMTRS><CURDEF>${'x'.repeat(5_000_000)}</STMTRS></OFX>`,
      'BROKEN',
    ],
    [
      '100,000 open aggregates in OFX',
      'OFX',
      `OFXHEADER:100\n<OFX>${'<STMTRS>'.repeat(100_000)}</OFX>`,
      'BROKEN',
    ],
    ['5 MB of angle brackets in OFX', 'OFX', `OFXHEADER:100\n<OFX>${'<'.repeat(5_000_000)}</OFX>`, 'BROKEN'],
    [
      '5 MB of unfinished comments in OFX',
      'OFX',
      `OFXHEADER:100\n<OFX>${'<!--'.repeat(1_000_000)}</OFX>`,
      'BROKEN',
    ],
    ['100,000 nested lists in JSON', 'GEORGE_JSON', '['.repeat(100_000), 'BROKEN'],
    ['a text of 5 MB in JSON', 'FIO_JSON', `{"accountStatement":"${'x'.repeat(5_000_000)}"}`, 'BROKEN'],
    ['a number of 5 MB in JSON', 'FIO_JSON', `{"accountStatement":${'9'.repeat(5_000_000)}}`, 'BROKEN'],
    ['a line of 5 MB in MT940', 'MT940', `:20:1\n:25:1\n:86:${'x'.repeat(5_000_000)}\n`, 'LINE_TOO_LONG'],
    ['a line of 5 MB in QIF', 'QIF', `!Type:Bank\nP${'x'.repeat(5_000_000)}\n`, 'LINE_TOO_LONG'],
    ['a line of 5 MB in GPC', 'GPC', `074${'0'.repeat(5_000_000)}\n`, 'LINE_TOO_LONG'],
  ])('%s is refused', (_, format, text, code) => {
    const bytes = encode(text);
    recogniseFormat(bytes);
    expect(codeOf(() => readStatements(bytes, format))).toBe(code);
  });

  test('100,000 transactions on a single line are read', () => {
    const rows = '<STMTTRN><DTPOSTED>20240301<TRNAMT>-1.00<NAME>A</STMTTRN>'.repeat(100_000);
    expect(
      readStatements(encode(`OFXHEADER:100\n\n<OFX><STMTRS><CURDEF>EUR${rows}</STMTRS></OFX>`), 'OFX')
        .statements[0]!.rows,
    ).toHaveLength(100_000);
  });

  test('an account number of 90,000 zeros is left as it is', () => {
    const number = `${'0'.repeat(90_000)}x`;
    const file = readStatements(
      encode(
        `[{"booking":"2024-03-01","partner":{"number":"${number}"},"amount":{"value":1,"precision":2,"currency":"EUR"}}]`,
      ),
      'GEORGE_JSON',
    );
    expect(file.statements[0]!.rows[0]!.counterpartyAccount).toBe(number);
  });

  // Each of these took minutes when a search started again at every blank; a test that is too slow fails by
  // itself.
  test.each([
    ['a heading of a bracket and 500,000 spaces', `Date;Amount;[${' '.repeat(500_000)}\n2024-03-01;1,00;x\n`],
    ['200,000 blank lines behind a quote', `Date;Amount\n2024-03-01;"1,00${'\n'.repeat(200_000)}`],
    ['100,000 short lines', `Date;Text;Amount\n2024-03-01;Shop;1,00\n${'x\n'.repeat(100_000)}`],
  ])('CSV with %s is read or refused in time', (_, text) => {
    expect(['ACCEPTED', 'MIXED_COLUMNS', 'NO_ROWS', 'NO_AMOUNT_COLUMN']).toContain(
      codeOf(() => recogniseCsv(encode(text))),
    );
  });

  test('a key named like a prototype is a key like any other', () => {
    const file = readStatements(
      encode(
        `{"__proto__":{"amount":1},"transactions":[{"__proto__":{"x":1},"booking":"2024-03-01","amount":{"value":1,"precision":2,"currency":"EUR"}}]}`,
      ),
      'GEORGE_JSON',
    );
    expect(file.statements[0]!.rows).toHaveLength(1);
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });

  test('more rows than allowed are refused', () => {
    const text = `!Type:Bank\n${'D1/2/24\nT1\n^\n'.repeat(50)}`;
    expect(codeOf(() => readStatements(encode(text), 'QIF', { maxRows: 50 }))).toBe('TOO_MANY_ROWS');
    expect(codeOf(() => readStatements(encode(text), 'QIF', { maxRows: 51 }))).toBe('ACCEPTED');
  });
});

describe('ASVS 5.2.2: files that are no statements', () => {
  const latin1 = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
  test.each([
    ['a PDF', latin1('%PDF-1.7\n1 0 obj'), /PDF document/],
    ['a workbook', latin1('PK\u0003\u0004rest'), /Excel workbook or a ZIP archive/],
    ['an old workbook', latin1('\u00d0\u00cf\u0011\u00e0\u00a1'), /old Excel workbook/],
    ['a picture', latin1('\u0089PNG\r\n'), /picture/],
    ['a photograph', latin1('\u00ff\u00d8\u00ff\u00e0'), /picture/],
    ['a login page', encode('\ufeff<!DOCTYPE html>\n<html><body>Sign in</body></html>'), /login page/],
    ['a page without a document type', encode('<html lang="cs"><head></head></html>'), /web page/],
    [
      'an invoice in XML',
      encode('<?xml version="1.0"?>\n<Invoice><Amount>1</Amount></Invoice>'),
      /XML in a layout/,
    ],
    [
      'a payment order in XML',
      encode(
        '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.03"><CstmrCdtTrfInitn/></Document>',
      ),
      /XML in a layout/,
    ],
    ['JSON of another program', encode('{"name": "x", "version": 1}'), /JSON in a layout/],
    [
      'a beancount ledger',
      encode(
        'option "title" "X"\n\n2024-03-01 * "Shop" "Food"\n  Assets:Cash  -10.00 EUR\n  Expenses:Food  10.00 EUR\n',
      ),
      /journal/,
    ],
    [
      'a ledger journal',
      encode('; mine\n2024/03/01=2024/03/02 Shop\n  Expenses:Food  $10.00  ; lunch\n  Assets:Cash\n'),
      /journal/,
    ],
  ])('%s is refused with one sentence', (_, bytes, sentence) => {
    expect(recogniseFormat(bytes)).toBeNull();
    expect(() => refuseKnownStrangers(bytes)).toThrow(sentence);
    expect(codeOf(() => refuseKnownStrangers(bytes))).toBe('UNKNOWN_FORMAT');
  });

  test.each([
    ['a table', 'Date;Description;Amount\n2025-01-03;Shop;-1,50\n'],
    ['a table without headings', '2024-03-01,Shop,-1.50\n2024-03-02,Wages,100\n'],
    ['a table of times', '2024-03-01 12:00,Shop: food,-1.50\n2024-03-02 13:00,Wages: March,100\n'],
    [
      'descriptions of several lines',
      'Date,Text,Amount\n2024-03-01,"Shop\n  Food: bread\n  Drink: milk",-1.50\n',
    ],
    ['a text with a bracket first', '[Account],Date,Amount\n1,2024-03-01,2.00\n'],
    ['a text with an angle first', '<none>;2024-03-01;2.00\n'],
    ['tags of MT940 in a cell', 'Date;Text;Amount\n2024-03-01;":20: and :25:";1\n'],
  ])('%s is left to be read as CSV', (_, text) => {
    expect(recogniseFormat(encode(text))).toBeNull();
    expect(codeOf(() => refuseKnownStrangers(encode(text)))).toBe('ACCEPTED');
  });
});
