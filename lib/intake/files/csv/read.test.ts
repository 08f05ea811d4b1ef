import { contentKey } from '../content-key';
import { balanceAgreement } from './balance';
import { encode } from './fixtures/encode';
import { adaptMapping } from './mapping';
import { readCsv, type ReadOptions } from './read';
import { recogniseCsv } from './recognise';
import type { ImportRow } from '../types';

const read = (text: string, options?: ReadOptions) =>
  readCsv(encode(text), recogniseCsv(encode(text)).mapping, options);
const recognise = (text: string) => recogniseCsv(encode(text));

describe('rows', () => {
  test('carry line, parties, symbols, id and balance as the file states them', () => {
    const { rows } = read(
      'Account;1\n\nID pohybu;Datum;Částka;Měna;Protiúčet;Název protiúčtu;Zpráva pro příjemce;VS;KS;SS;Zůstatek\n' +
        '1000001;03.02.2025;-1 250,50;CZK;123456/0800;Jan  Novák;"první\nřádek";0042;0558;0;8 749,50\n1000002;04.02.2025;100;CZK;;;úrok;;;;8 849,50\n',
    );
    expect(rows).toEqual([
      {
        line: 4,
        date: '2025-02-03',
        amountMinor: -125050n,
        currency: 'CZK',
        payee: 'Jan Novák',
        description: 'první řádek',
        counterpartyAccount: '123456/0800',
        bankId: '1000001',
        symbols: { variable: '0042', constant: '0558' },
        status: 'CLEARED',
        balanceMinor: 874950n,
      },
      {
        line: 6,
        date: '2025-02-04',
        amountMinor: 10000n,
        currency: 'CZK',
        payee: null,
        description: 'úrok',
        counterpartyAccount: null,
        bankId: '1000002',
        symbols: {},
        status: 'CLEARED',
        balanceMinor: 884950n,
      },
    ]);
  });

  test('are skipped with their line and a reason when they are no transaction', () => {
    const text =
      'Date;Description;Amount;Currency;State\n2025-01-02;Shop;-1,50;EUR;Booked\n2025-02-30;Shop;-1,50;EUR;Booked\n2025-01-03;Shop;;EUR;Booked\n2025-01-03;Shop;abc;EUR;Booked\n' +
      '2025-01-04;Opening balance;10,00;EUR;Booked\n2025-01-04;Shop;-3,00;EUR;Declined\n2025-01-04;Shop;-3,00;XQZ;Booked\n2025-01-04;Shop;-3,005;EUR;Booked\n2025-01-04;Shop;-3,500;EUR;Booked\n' +
      '\nDate;Description;Amount;Currency;State\n2025-01-05;Hotel;-80,00;EUR;Pending\n;Sum;-86,50;EUR;\nPrinted by the bank;;;;\n';
    const { rows, skipped } = read(text);
    expect(rows.map(({ line, amountMinor, status }) => [line, amountMinor, status])).toEqual([
      [2, -150n, 'CLEARED'],
      [10, -350n, 'CLEARED'],
      [13, -8000n, 'PENDING'],
    ]);
    expect(skipped.map(({ line, reason }) => [line, reason])).toEqual([
      [3, 'BAD_DATE'],
      [4, 'NO_AMOUNT'],
      [5, 'BAD_AMOUNT'],
      [6, 'BALANCE_ROW'],
      [7, 'FAILED_PAYMENT'],
      [8, 'UNKNOWN_CURRENCY'],
      [9, 'TOO_MANY_DECIMALS'],
      [12, 'REPEATED_HEADING'],
      [14, 'NO_DATE'],
      [15, 'NOT_A_TRANSACTION'],
    ]);
    expect(skipped[0]!.text).toBe('2025-02-30;Shop;-1,50;EUR;Booked');
  });

  test('of a day outside of the calendar, or an amount that no account has, are skipped', () => {
    const { rows, skipped } = read(
      'Date,Amount,Payee\n9999-12-31,-1.00,Standing order\n2025-01-02,-2.00,Shop\n2025-01-03,-3.00,Shop\n2025-01-04,-999999999999999,Shop\n',
    );
    expect(rows.map(({ date }) => date)).toEqual(['2025-01-02', '2025-01-03']);
    expect(skipped).toMatchObject([
      { line: 2, reason: 'BAD_DATE' },
      { line: 5, reason: 'BAD_AMOUNT' },
    ]);
  });

  test('take the number of decimals from the account where the file names no currency', () => {
    const text = 'Date;Description;Amount\n2025-01-02;Shop;-150\n2025-01-03;Wages;2000\n';
    expect(read(text, { fallbackCurrency: 'JPY' }).rows.map(({ amountMinor }) => amountMinor)).toEqual([
      -150n,
      2000n,
    ]);
    expect(read(text, { fallbackCurrency: 'KWD' }).rows.map(({ amountMinor }) => amountMinor)).toEqual([
      -150_000n,
      2_000_000n,
    ]);
    expect(read(text).rows.map(({ amountMinor }) => amountMinor)).toEqual([-15000n, 200000n]);
  });

  test('lose the fee the amount does not contain, and count when there is nothing but a fee', () => {
    const rows = (text: string) => read(text).rows.map(({ amountMinor }) => amountMinor);
    expect(
      rows(
        'Date,Description,Amount,Fee,Currency\n2025-01-02,ATM,-50.00,1.00,EUR\n2025-01-03,Plan,0.00,9.00,EUR\n',
      ),
    ).toEqual([-5100n, -900n]);
    // These balances say that the amounts are whole already.
    expect(
      rows(
        'Date,Description,Amount,Fee,Balance\n2025-01-02,A,-50.00,1.00,150.00\n2025-01-03,B,-10.00,2.00,140.00\n2025-01-04,C,5.00,0.00,145.00\n',
      ),
    ).toEqual([-5000n, -1000n, 500n]);
    expect(
      rows(
        'Date,Description,Gross,Fee,Net,Currency\n2025-01-02,Sale,50.00,-1.00,49.00,EUR\n2025-01-03,Sale,10.00,-0.50,9.50,EUR\n',
      ),
    ).toEqual([4900n, 950n]);
  });

  test('name the sender as the payee of money in', () => {
    const { rows } = read(
      'Date,Amount,Payer Name,Payee Name,Description\n2025-01-02,-5.00,Me,Shop,x\n2025-01-03,7.00,Boss,Me,y\n',
    );
    expect(rows.map(({ payee }) => payee)).toEqual(['Shop', 'Boss']);
  });

  test('take the transaction date while there is no booking date', () => {
    const { rows } = read(
      'Booking date;Transaction date;Description;Amount\n2025-01-03;2025-01-02;A;-1,00\n;2025-01-05;B;-2,00\n',
    );
    expect(rows.map(({ date }) => date)).toHaveLength(2);
  });
});

describe('recognition', () => {
  test.each([
    [
      'an amount that the balance singles out',
      'x;a;b;c\n01.02.2025;5,00;100,00;q\n03.02.2025;-7,00;93,00;r\n04.02.2025;-3,00;90,00;s\n',
      -500n,
    ],
    [
      'marks against signs, as credit cards have them',
      '2025-01-02,DEBIT,Shop,30.00\n2025-01-13,CREDIT,Payment,-50.00\n',
      2000n,
    ],
    [
      'in and out columns of which out is negative already',
      'Dato;Tekst;Inn;Ut\n02.01.2025;A;;-5,00\n13.01.2025;B;7,00;\n',
      200n,
    ],
    [
      'in and out columns that are both filled',
      'Datum;Text;Soll;Haben\n02.01.2025;A;5,00;0,00\n13.01.2025;B;0,00;7,00\n',
      200n,
    ],
    [
      'an original amount beside the booked one',
      'Datum;Původní částka;Částka;Popis\n02.01.2025;-10,00;-250,00;A\n13.01.2025;3,00;75,00;B\n',
      -17500n,
    ],
    [
      'a balance that falls with unsigned amounts',
      'Datum;Text;Betrag;Saldo\n02.01.2025;A;5,00;95,00\n13.01.2025;B;7,00;88,00\n14.01.2025;C;8,00;80,00\n',
      -2000n,
    ],
  ])('understands %s', (_, text, sum) => {
    expect(read(text).rows.reduce((total, { amountMinor }) => total + amountMinor, 0n)).toBe(sum);
  });

  test('reads past a row that a stray delimiter shifted', () => {
    const { rows, skipped } = read(
      'Date,Payee,Amount\n2025-02-14,Smith, John,-5.00\n2025-02-15,Shop,-6.00\n2025-02-16,Other,-7.00\n',
    );
    expect(rows.map(({ amountMinor }) => amountMinor)).toEqual([-600n, -700n]);
    expect(skipped).toEqual([{ line: 2, reason: 'WRONG_COLUMNS', text: '2025-02-14,Smith, John,-5.00' }]);
  });

  test('asks a person where the file leaves a doubt', () => {
    expect(recognise('Date,Description,Amount\n01/02/2025,A,-1.00\n').questions).toContain('DATE_ORDER');
    expect(
      recogniseCsv(encode('Date,Description,Amount\n01/02/2025,A,-1.00\n'), 'GBP').mapping.dateOrder,
    ).toBe('DMY');
    expect(
      recogniseCsv(encode('Date,Description,Amount\n01/02/2025,A,-1.00\n'), 'USD').mapping.dateOrder,
    ).toBe('MDY');
    expect(
      recognise(
        'Date,Description,Amount\n2025-02-01,A,1.00\n2025-02-02,B,2.00\n2025-02-03,C,3.00\n2025-02-04,D,3.00\n2025-02-05,E,3.00\n',
      ).questions,
    ).toContain('SIGN');
    expect(recognise('Date;Description;Amount\n2025-02-01;A;-1.500\n').questions).toContain('DECIMAL_MARK');
    expect(recognise('Date;Description;Amount\n2025-02-01;A;-1,50\n2025-02-02;B;2,00\n')).toMatchObject({
      confidence: 'sure',
      questions: [],
    });
  });

  test('gives files of one layout one fingerprint, whatever stands above the headings', () => {
    const first = recognise('Datum;Popis;Částka\n01.02.2025;A;-1,00\n');
    const second = recogniseCsv(
      encode(
        'Účet;123;\nObdobí;leden;\nDATUM;popis;"Částka"\n05.03.2025;Nákup;-12,00\n06.03.2025;B;3,00\n',
        'windows-1250',
      ),
    );
    expect(second.headerFingerprint).toBe(first.headerFingerprint);
    expect(recognise('Datum;Částka;Popis\n01.02.2025;-1,00;A\n').headerFingerprint).not.toBe(
      first.headerFingerprint,
    );
    const remembered = { ...first.mapping, descriptionColumns: [] };
    expect(adaptMapping(remembered, second)).toMatchObject({
      headerLine: 3,
      encoding: 'windows-1250',
      descriptionColumns: [],
    });
  });

  test('shows the columns with samples', () => {
    expect(recognise('Date;Description;Amount\n2025-02-01;A;-1,50\n2025-02-02;B;2,00\n').columns[1]).toEqual({
      index: 1,
      heading: 'Description',
      samples: ['A', 'B'],
    });
  });

  test('remembers the marks of a convention that this file does not use', () => {
    const head = 'Date;Description;Amount;Debit/Credit\n';
    const { mapping } = recognise(`${head}2025-02-01;A;1,50;Credit\n2025-02-13;B;2,50;Credit\n`);
    const { rows } = readCsv(encode(`${head}2025-03-01;C;4,00;Debit\n`), mapping);
    expect(rows.map(({ amountMinor }) => amountMinor)).toEqual([-400n]);
  });

  test('takes no running number for the id of a transaction', () => {
    expect(
      recognise('ID;Date;Description;Amount\n1;2025-02-01;A;-1,50\n2;2025-02-02;B;2,00\n').mapping
        .bankIdColumn,
    ).toBeNull();
    expect(
      recognise(
        'Transaction ID;Date;Description;Amount\nT-100001;2025-02-01;A;-1,50\nT-100001;2025-02-02;B;2,00\n',
      ).mapping.bankIdColumn,
    ).toBeNull();
  });

  test('compares balances forwards, backwards, across gaps and per account', () => {
    const none = ['', '', '', ''];
    expect(balanceAgreement([1n, 2n, 3n], [1n, 3n, 6n], none)).toBe(1);
    expect(balanceAgreement([3n, 2n, 1n], [6n, 3n, 1n], none)).toBe(1);
    expect(balanceAgreement([1n, 2n, 3n, 4n], [1n, null, 6n, 10n], none)).toBe(1);
    expect(
      balanceAgreement(
        [1n, 10n, 2n, 20n, 3n, 30n],
        [1n, 10n, 3n, 30n, 6n, 60n],
        ['a', 'b', 'a', 'b', 'a', 'b'],
      ),
    ).toBe(1);
    expect(balanceAgreement([1n, 2n, 3n], [5n, 5n, 5n], none)).toBe(0);
    expect(balanceAgreement([1n, 2n], [1n, 3n], none)).toBe(0);
  });
});

describe('the content key', () => {
  const row: ImportRow = {
    line: 2,
    date: '2025-02-03',
    amountMinor: -100n,
    currency: 'PLN',
    payee: 'Žabka  Sp. z o.o.',
    description: 'Zakup\nkartą',
    counterpartyAccount: null,
    bankId: null,
    symbols: {},
    status: 'CLEARED',
    balanceMinor: 500n,
  };
  test.each<[string, Partial<ImportRow>]>([
    ['another line', { line: 99 }],
    ['other spaces and case', { payee: 'ŽABKA SP.Z O.O.', description: 'zakup kartą ' }],
    ['another running balance', { balanceMinor: null }],
    ['another state', { status: 'PENDING' }],
    ['words that say it is pending', { description: 'Zakup kartą transakcja nierozliczona' }],
  ])('stays with %s', (_, change) => {
    expect(contentKey({ ...row, ...change })).toBe(contentKey(row));
  });
  test.each<[string, Partial<ImportRow>]>([
    ['date', { date: '2025-02-04' }],
    ['amount', { amountMinor: 100n }],
    ['currency', { currency: 'EUR' }],
    ['payee', { payee: 'Biedronka' }],
    ['counterparty', { counterpartyAccount: '123' }],
    ['id', { bankId: 'T100001' }],
  ])('changes with another %s', (_, change) => {
    expect(contentKey({ ...row, ...change })).not.toBe(contentKey(row));
  });
});
