import { encode } from '../csv/fixtures/encode';
import { camtBanks } from './fixtures/camt-banks';
import { czechBanks } from './fixtures/czech-banks';
import { ofxBanks } from './fixtures/ofx-banks';
import { qifBanks } from './fixtures/qif-banks';
import { swiftBanks } from './fixtures/swift-banks';
import { readStatements, type StatementFormat } from './read';
import { ImportFileError, type StatementFile } from '../types';

const banks = [...czechBanks, ...swiftBanks, ...camtBanks, ...ofxBanks, ...qifBanks];

function attempt(bytes: Uint8Array, format: StatementFormat): StatementFile | ImportFileError {
  try {
    return readStatements(bytes, format);
  } catch (error) {
    if (error instanceof ImportFileError) return error;
    throw error;
  }
}

function failure(text: string, format: StatementFormat): ImportFileError {
  const result = attempt(encode(text), format);
  if (!(result instanceof ImportFileError)) throw new Error('The file was accepted.');
  return result;
}

// The order of day and month in QIF is found from the whole file, so only amounts are compared there.
const moneyOf = (file: StatementFile) =>
  file.statements.flatMap(({ rows }) =>
    rows.map(({ date, amountMinor }) => `${file.format === 'QIF' ? '' : date} ${amountMinor}`),
  );

describe('a file that is cut off', () => {
  // Formats with an end tag show every cut. Of the others a cut between two records leaves a sound, shorter
  // file.
  const shorterIsSound: ReadonlySet<string> = new Set(['MT940', 'GPC', 'QIF']);

  test.each(banks)('is refused or has nothing but whole rows: $bank', ({ format, text, encoding }) => {
    const bytes = encode(text, encoding);
    const whole = readStatements(bytes, format);
    const money = moneyOf(whole);
    let refused = 0;
    for (let end = 1; end < bytes.length; end += Math.max(1, Math.floor(bytes.length / 400))) {
      const cut = attempt(bytes.subarray(0, end), format);
      if (cut instanceof ImportFileError) {
        expect(cut.message).toMatch(/^[A-Z][^.]*(?:\.[^ ][^.]*)*\.$/);
        refused++;
      } else if (shorterIsSound.has(format))
        expect(moneyOf(cut)).toEqual(money.slice(0, moneyOf(cut).length));
      else expect(cut).toEqual(whole);
    }
    expect(refused).toBeGreaterThan(50);
  });
});

const ofx = (rows: string, currency = 'USD') =>
  `OFXHEADER:100\n\n<OFX><STMTRS><CURDEF>${currency}<BANKTRANLIST>\n${rows}</BANKTRANLIST></STMTRS></OFX>`;
const camt = (content: string) =>
  `<Document><BkToCstmrStmt><Stmt>\n${content}</Stmt></BkToCstmrStmt></Document>`;
const ntry = (amount: string, date: string, mark = 'CRDT', currency = 'EUR') =>
  `<Ntry><Amt Ccy="${currency}">${amount}</Amt><CdtDbtInd>${mark}</CdtDbtInd><BookgDt><Dt>${date}</Dt></BookgDt></Ntry>\n`;
const mt940 = (lines: string, currency = 'EUR') =>
  `:20:1\n:25:1\n:28C:1\n:60F:C240301${currency}0,00\n${lines}:62F:C240301${currency}0,00\n-\n`;
const fio = (columns: string) =>
  `{"accountStatement":{"info":{"currency":"CZK"},"transactionList":{"transaction":[\n${columns}\n]}}}`;
const gpcHead = `074${'1'.padStart(16, '0')}${' '.repeat(20)}010324${'0'.repeat(14)}+${'0'.repeat(14)}+${'0'.repeat(14)}0${'0'.repeat(14)}0001310324${' '.repeat(14)}\n`;
const gpc = (amount: string, code: string, date: string, currency = '00203') =>
  `075${'1'.padStart(16, '0')}${'2'.padStart(16, '0')}${'9'.repeat(13)}${amount}${code}${'0'.repeat(30)}000000${' '.repeat(20)}${currency}${date}\n`;

describe('a record that cannot be read is named with its line', () => {
  const good = '<STMTTRN><DTPOSTED>20240301<TRNAMT>1.00<FITID>1</STMTTRN>\n';
  test.each<[string, StatementFormat, string, number, string, number]>([
    ['OFX without a date', 'OFX', ofx(`${good}<STMTTRN><TRNAMT>1</STMTTRN>`), 5, 'NO_DATE', 1],
    [
      'OFX with 30 February',
      'OFX',
      ofx(`${good}<STMTTRN><DTPOSTED>20240230<TRNAMT>1</STMTTRN>`),
      5,
      'BAD_DATE',
      1,
    ],
    [
      'OFX with a word for an amount',
      'OFX',
      ofx(`${good}<STMTTRN><DTPOSTED>20240301<TRNAMT>NaN</STMTTRN>`),
      5,
      'BAD_AMOUNT',
      1,
    ],
    ['OFX without an amount', 'OFX', ofx(`${good}<STMTTRN><DTPOSTED>20240301</STMTTRN>`), 5, 'NO_AMOUNT', 1],
    [
      'OFX with a part of a cent',
      'OFX',
      ofx(`${good}<STMTTRN><DTPOSTED>20240301<TRNAMT>-3.775</STMTTRN>`),
      5,
      'TOO_MANY_DECIMALS',
      1,
    ],
    [
      'OFX with a correction that deletes',
      'OFX',
      ofx(`${good}<STMTTRN><DTPOSTED>20240301<TRNAMT>1<CORRECTFITID>9<CORRECTACTION>DELETE</STMTTRN>`),
      5,
      'NOT_A_TRANSACTION',
      1,
    ],
    [
      'OFX with a currency of its own',
      'OFX',
      ofx(`${good}<STMTTRN><DTPOSTED>20240301<TRNAMT>1<CURRENCY><CURRATE>1<CURSYM>BTC</CURRENCY></STMTTRN>`),
      5,
      'UNKNOWN_CURRENCY',
      1,
    ],
    ['QIF without a date', 'QIF', '!Type:Bank\nD1/2/24\nT1\n^\nT2\n^\n', 5, 'NO_DATE', 1],
    ['QIF with a 13th month', 'QIF', '!Type:Bank\nD1/2/24\nT1\n^\nD13/13/24\nT2\n^\n', 5, 'BAD_DATE', 1],
    [
      'QIF with a word for an amount',
      'QIF',
      '!Type:Bank\nD1/2/24\nT1\n^\nD1/3/24\nTmuch\n^\n',
      5,
      'BAD_AMOUNT',
      1,
    ],
    [
      'QIF with a part of a cent',
      'QIF',
      '!Type:Bank\nD1/2/24\nT1.00\n^\nD1/3/24\nT1.2345\n^\n',
      5,
      'TOO_MANY_DECIMALS',
      1,
    ],
    ['QIF without an amount', 'QIF', '!Type:Bank\nD1/2/24\nT1\n^\nD1/3/24\nPShop\n^\n', 5, 'NO_AMOUNT', 1],
    [
      'CAMT with an impossible date',
      'CAMT',
      camt(ntry('1', '2024-03-01') + ntry('1', '2024-02-31')),
      3,
      'BAD_DATE',
      1,
    ],
    [
      'CAMT without a date',
      'CAMT',
      camt(`${ntry('1', '2024-03-01')}<Ntry><Amt Ccy="EUR">1</Amt><CdtDbtInd>CRDT</CdtDbtInd></Ntry>`),
      3,
      'NO_DATE',
      1,
    ],
    [
      'CAMT without a direction',
      'CAMT',
      camt(ntry('1', '2024-03-01') + ntry('1', '2024-03-01', '')),
      3,
      'UNKNOWN_MARK',
      1,
    ],
    [
      'CAMT with an unknown currency',
      'CAMT',
      camt(ntry('1', '2024-03-01') + ntry('1', '2024-03-01', 'DBIT', 'XXX')),
      3,
      'UNKNOWN_CURRENCY',
      1,
    ],
    [
      'CAMT with a part of a cent',
      'CAMT',
      camt(ntry('1', '2024-03-01') + ntry('1.999', '2024-03-01')),
      3,
      'TOO_MANY_DECIMALS',
      1,
    ],
    [
      'CAMT for information',
      'CAMT',
      camt(
        `${ntry('1', '2024-03-01')}${ntry('1', '2024-03-01').replace('<BookgDt>', '<Sts>INFO</Sts><BookgDt>')}`,
      ),
      3,
      'NOT_A_TRANSACTION',
      1,
    ],
    [
      'MT940 with a 13th month',
      'MT940',
      mt940(':61:240301C1,00NTRFNONREF\n:61:241301C1,00NTRFNONREF\n'),
      6,
      'BAD_DATE',
      1,
    ],
    [
      'MT940 without a mark',
      'MT940',
      mt940(':61:240301C1,00NTRFNONREF\n:61:240301X1,00NTRFNONREF\n'),
      6,
      'UNKNOWN_MARK',
      1,
    ],
    [
      'MT940 without an amount',
      'MT940',
      mt940(':61:240301C1,00NTRFNONREF\n:61:240301CNTRFNONREF\n'),
      6,
      'NO_AMOUNT',
      1,
    ],
    [
      'MT940 with thousands apart',
      'MT940',
      mt940(':61:240301C1,00NTRFNONREF\n:61:240301C1.100,00NTRFNONREF\n'),
      6,
      'BAD_AMOUNT',
      1,
    ],
    [
      'MT940 in an unknown currency',
      'MT940',
      mt940(':61:240301C1,00NTRFNONREF\n', 'QQQ'),
      5,
      'UNKNOWN_CURRENCY',
      0,
    ],
    [
      'MT940 with a part of a yen',
      'MT940',
      mt940(':61:240301C1,50NTRFNONREF\n', 'JPY'),
      5,
      'TOO_MANY_DECIMALS',
      0,
    ],
    ['GPC with an impossible date', 'GPC', gpcHead + gpc('000000000100', '1', '320124'), 2, 'BAD_DATE', 0],
    ['GPC without a date', 'GPC', gpcHead + gpc('000000000100', '1', '000000'), 2, 'NO_DATE', 0],
    [
      'GPC with letters for an amount',
      'GPC',
      gpcHead + gpc('00000000O100', '1', '010324'),
      2,
      'BAD_AMOUNT',
      0,
    ],
    ['GPC with an unknown code', 'GPC', gpcHead + gpc('000000000100', '3', '010324'), 2, 'UNKNOWN_MARK', 0],
    [
      'GPC with an unknown currency',
      'GPC',
      gpcHead + gpc('000000000100', '1', '010324', '00001'),
      2,
      'UNKNOWN_CURRENCY',
      0,
    ],
    ['Fio without a date', 'FIO_JSON', fio('{"column0":null,"column1":{"value":1}}'), 2, 'NO_DATE', 0],
    [
      'Fio with a text for an amount',
      'FIO_JSON',
      fio('{"column0":{"value":"2024-03-01+0100"},"column1":{"value":"1 Kč"}}'),
      2,
      'BAD_AMOUNT',
      0,
    ],
    [
      'Fio with a part of a heller',
      'FIO_JSON',
      fio('{"column0":{"value":"2024-03-01+0100"},"column1":{"value":-0.125}}'),
      2,
      'TOO_MANY_DECIMALS',
      0,
    ],
    [
      'FINSTA without a mark',
      'CSOB_XML',
      '<FINSTA><FINSTA03>\n<FINSTA05><DPROCD>01.03.2024</DPROCD><S61_CASTKA>1,00</S61_CASTKA></FINSTA05></FINSTA03></FINSTA>',
      2,
      'UNKNOWN_MARK',
      0,
    ],
    [
      'George with a fraction for units',
      'GEORGE_JSON',
      '[\n{"booking":"2024-03-01","amount":{"value":1.5,"precision":2,"currency":"EUR"}}]',
      2,
      'BAD_AMOUNT',
      0,
    ],
    [
      'George without an amount',
      'GEORGE_JSON',
      '[\n{"booking":"2024-03-01","amount":null}]',
      2,
      'NO_AMOUNT',
      0,
    ],
    [
      'an amount of twenty digits',
      'OFX',
      ofx('<STMTTRN><DTPOSTED>20240301<TRNAMT>99999999999999999999</STMTTRN>'),
      4,
      'BAD_AMOUNT',
      0,
    ],
  ])('%s', (_, format, text, line, reason, rowsBeside) => {
    const { skipped, statements } = readStatements(encode(text), format);
    expect(skipped).toEqual([{ line, reason, text: expect.any(String) }]);
    expect(statements.flatMap(({ rows }) => rows)).toHaveLength(rowsBeside);
  });
});

describe('a file that is damaged is refused whole', () => {
  test.each<[string, StatementFormat, string, string]>([
    ['OFX with a lost start tag', 'OFX', ofx('<STMTTRM><DTPOSTED>20240301<TRNAMT>1</STMTTRN>'), 'BROKEN'],
    [
      'OFX with a lost end tag',
      'OFX',
      ofx('<STMTTRN><DTPOSTED>20240301<TRNAMT>1<STMTTRN><DTPOSTED>20240301<TRNAMT>1</STMTTRN>'),
      'BROKEN',
    ],
    ['OFX with an open transaction', 'OFX', ofx('<STMTTRN><DTPOSTED>20240301<TRNAMT>1'), 'BROKEN'],
    [
      'OFX without a statement',
      'OFX',
      '<OFX><SONRS><STATUS><CODE>0<SEVERITY>INFO</STATUS></SONRS></OFX>',
      'NO_STATEMENT',
    ],
    [
      'OFX with a failed sign-on',
      'OFX',
      '<OFX><SONRS><STATUS><CODE>15500<SEVERITY>ERROR<MESSAGE>Signon invalid.</STATUS></SONRS></OFX>',
      'BANK_ERROR',
    ],
    ['QIF without a section of transactions', 'QIF', '!Type:Cat\nNFood\n^\n', 'NO_STATEMENT'],
    [
      'QIF with a lost ^ before a section',
      'QIF',
      '!Type:Bank\nD1/2/24\nT1\n!Type:Cash\nD1/2/24\nT1\n^\n',
      'BROKEN',
    ],
    ['CAMT that is not well-formed', 'CAMT', camt('<Ntry></Amt>'), 'BROKEN'],
    ['CAMT with an unknown entity', 'CAMT', camt('<Ntry>&nbsp;</Ntry>'), 'BROKEN'],
    [
      'CAMT without a statement',
      'CAMT',
      '<Document><BkToCstmrStmt><GrpHdr/></BkToCstmrStmt></Document>',
      'NO_STATEMENT',
    ],
    ['MT940 with an entry before its head', 'MT940', ':61:240301C1,00NTRFNONREF\n:20:1\n:25:1\n', 'BROKEN'],
    [
      'MT940 without a closing balance',
      'MT940',
      ':20:1\n:25:1\n:60F:C240301EUR0,00\n:61:240301C1,00NTRFNONREF\n-\n',
      'BROKEN',
    ],
    ['MT940 with a damaged balance', 'MT940', mt940('').replace(':60F:C', ':60F:?'), 'BROKEN'],
    ['MT940 without a statement', 'MT940', 'Dear customer\n:20:1\n:25:1\n-\n', 'NO_STATEMENT'],
    [
      'GPC with a short record in the middle',
      'GPC',
      gpcHead + gpc('000000000100', '1', '010324').slice(0, 90) + '\n' + gpc('000000000100', '1', '010324'),
      'BROKEN',
    ],
    [
      'GPC with a damaged head',
      'GPC',
      gpcHead.replace('+', '?') + gpc('000000000100', '1', '010324'),
      'BROKEN',
    ],
    ['GPC with a line of another kind', 'GPC', `${gpcHead}Total;1\n`, 'BROKEN'],
    ['Fio JSON with a comma too many', 'FIO_JSON', fio('{"column0":null},'), 'BROKEN'],
    ['Fio JSON without a list', 'FIO_JSON', '{"accountStatement":{"info":{}}}', 'NO_STATEMENT'],
    ['George JSON with text behind it', 'GEORGE_JSON', '[]x', 'BROKEN'],
    ['George JSON of something else', 'GEORGE_JSON', '{"precision":1}', 'NO_STATEMENT'],
  ])('%s', (_, format, text, code) => {
    const error = failure(text, format);
    expect(error.code).toBe(code);
    expect(error.message).toMatch(/^[A-Z][^.]*(?:\.[^ ][^.]*)*\.$/);
  });

  test('a purchase of shares is named as left out', () => {
    const broker = ofx(
      '<BUYSTOCK><INVBUY><INVTRAN><FITID>1<DTTRADE>20240301</INVTRAN><UNITS>1<TOTAL>-10</INVBUY></BUYSTOCK>\n',
    ).replaceAll('STMTRS', 'INVSTMTRS');
    expect(readStatements(encode(broker), 'OFX')).toMatchObject({
      statements: [{ rows: [] }],
      skipped: [{ line: 4, reason: 'NOT_A_TRANSACTION', text: 'BUYSTOCK' }],
    });
  });

  test('a bank error for one of several accounts is named beside the rows of the others', () => {
    const two = ofx('<STMTTRN><DTPOSTED>20240301<TRNAMT>1</STMTTRN>').replace(
      '</STMTRS>',
      '</STMTRS>\n<STMTTRNRS><STATUS><CODE>2000<SEVERITY>ERROR<MESSAGE>Account closed</STATUS></STMTTRNRS>',
    );
    const file = readStatements(encode(two), 'OFX');
    expect(file.statements[0]!.rows).toHaveLength(1);
    expect(file.skipped).toEqual([{ line: 5, reason: 'NOT_A_TRANSACTION', text: 'Account closed' }]);
  });
});

describe('texts that no statement has', () => {
  test('a lone surrogate and a control character are taken out of a name', () => {
    const file = readStatements(
      encode(
        '[{"booking":"2024-03-01","partnerName":"A\\ud800B\\u0001C","amount":{"value":1,"precision":2,"currency":"EUR"}}]',
      ),
      'GEORGE_JSON',
    );
    expect(file.statements[0]!.rows[0]!.payee).toBe('A\ufffdB C');
  });

  test.each<[string, StatementFormat, Uint8Array, string]>([
    ['nothing', 'OFX', new Uint8Array(), 'EMPTY'],
    ['blank lines', 'QIF', encode('\n \n'), 'EMPTY'],
    ['zeros', 'MT940', new Uint8Array(2000), 'BINARY'],
    ['a zero byte in a text', 'QIF', encode('!Type:Bank\nD1/2/24\nT1\nPA\u0000B\n^\n'), 'BINARY'],
    [
      'noise',
      'GPC',
      Uint8Array.from({ length: 4000 }, (_, index) => (index * 7919 + (index >> 3) * 104729) % 256),
      'BINARY',
    ],
  ])('%s is refused', (_, format, bytes, code) => {
    expect(attempt(bytes, format)).toMatchObject({ code });
  });
});
