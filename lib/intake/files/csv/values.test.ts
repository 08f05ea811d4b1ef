import { decideDecimalMark, looksLikeAmount, parseAmount, toMinor } from './amounts';
import { currencyInHeading } from './currencies';
import { decideDateOrder, parseDate } from './dates';
import { matchHeading } from './headings';
import { plainMark, paymentState, readMarks, saysBalance } from './words';

describe('amounts', () => {
  test.each([
    ['12,34', ',', 1234n, 2, null],
    ['12.34', ',', 1234n, 2, null],
    ['1.234,56', ',', 123456n, 2, null],
    ['1,234.56', '.', 123456n, 2, null],
    ['1,23,456.00', '.', 12345600n, 2, null],
    ['1 234,50', ',', 123450n, 2, null],
    ['1\u00a0234\u202f567,5', ',', 12345675n, 1, null],
    ["1'234.50", '.', 123450n, 2, null],
    ['1.500', ',', 1500n, 0, null],
    ['1,500', '.', 1500n, 0, null],
    ['38.7', '.', 387n, 1, null],
    ['-5,00', ',', -500n, 2, null],
    ['\u22125,00', ',', -500n, 2, null],
    ['5,00-', ',', -500n, 2, null],
    ['+5,00', ',', 500n, 2, null],
    ['+ $73.01', '.', 7301n, 2, null],
    ['- $12.01', '.', -1201n, 2, null],
    ['-$1,500.00', '.', -150000n, 2, null],
    ['(45.10)', '.', -4510n, 2, null],
    ['($45.10)', '.', -4510n, 2, null],
    ['-44,91 PLN', ',', -4491n, 2, 'PLN'],
    ['1.361,16 €', ',', 136116n, 2, 'EUR'],
    ['€ 3,50', ',', 350n, 2, 'EUR'],
    ['£20.00', '.', 2000n, 2, 'GBP'],
    ['-1 234,50 Kč', ',', -123450n, 2, 'CZK'],
    ['1 500,-', ',', 1500n, 0, null],
    ['1 500,- Kč', ',', 1500n, 0, 'CZK'],
    ['R$ 250,00', ',', 25000n, 2, 'BRL'],
    ['.50', '.', 50n, 2, null],
    ['100.00 CR', '.', 10000n, 2, null],
    ['100.00 DR', '.', -10000n, 2, null],
    ['1.234567', '.', 1234567n, 6, null],
  ] as const)('reads %s with decimal mark %s', (cell, mark, units, scale, currency) => {
    expect(parseAmount(cell, mark)).toEqual({ units, scale, currency });
  });

  test.each([
    '',
    '-',
    'abc',
    '12.34.56',
    '1.23.456',
    '01.02.2025',
    '12:30',
    '5 apples',
    'EUR',
    '1,2,3',
    '(5',
    'DE89370400440532013000',
    '1234567890123456789',
    '12-34',
    '1e5',
  ])('does not take %p for an amount', (cell) => {
    expect(looksLikeAmount(cell)).toBe(false);
  });

  test('keeps every minor unit and refuses to drop digits other than zero', () => {
    expect(toMinor({ units: 1234n, scale: 2, currency: null }, 3)).toBe(12340n);
    expect(toMinor({ units: 12300n, scale: 2, currency: null }, 0)).toBe(123n);
    expect(toMinor({ units: 1234n, scale: 2, currency: null }, 1)).toBeNull();
  });

  test.each([
    [['1.234,56'], ',', true],
    [['12,5', '1.500'], ',', true],
    [['1,234,567'], '.', true],
    [['0.500'], '.', true],
    [['1234.567'], '.', true],
    [['1.500'], ',', false],
    [['1,500', '2,000'], '.', false],
    [['15', '20'], ',', true],
  ] as const)('decides the decimal mark of %j', (cells, mark, sure) => {
    expect(decideDecimalMark(cells, ',')).toEqual({ mark, sure });
  });
});

describe('dates', () => {
  test.each([
    ['2026-01-31', 'DMY', '2026-01-31'],
    ['2026/1/3', 'MDY', '2026-01-03'],
    ['2019.04.19.', 'YMD', '2019-04-19'],
    ['31.01.2026', 'DMY', '2026-01-31'],
    ['31. 1. 2026', 'DMY', '2026-01-31'],
    ['01/31/2026', 'MDY', '2026-01-31'],
    ['3/6/2016', 'MDY', '2016-03-06'],
    ['31.03.25', 'DMY', '2025-03-31'],
    ['25-03-31', 'YMD', '2025-03-31'],
    ['31.12.99', 'DMY', '1999-12-31'],
    ['20260131', 'DMY', '2026-01-31'],
    ['31012026', 'DMY', '2026-01-31'],
    ['20260131120000', 'YMD', '2026-01-31'],
    ['2018-02-25 12:34:56 +0000', 'YMD', '2018-02-25'],
    ['2025-07-03T11:25:28+02:00', 'YMD', '2025-07-03'],
    ['2025-07-03T23:59:59.123Z', 'YMD', '2025-07-03'],
    ['24-08-2020 13:43:54.496', 'DMY', '2020-08-24'],
    ['28.06.2013 00:00:30:989', 'DMY', '2013-06-28'],
    ['03/02/2025-10:20:30', 'DMY', '2025-02-03'],
    ['03 Feb 2025', 'DMY', '2025-02-03'],
    ['Feb 3, 2025', 'DMY', '2025-02-03'],
    ['3. února 2025', 'DMY', '2025-02-03'],
    ['7. července 2025', 'DMY', '2025-07-07'],
    ['1-Mär-25', 'DMY', '2025-03-01'],
    ['29.02.2024', 'DMY', '2024-02-29'],
    ['1111/11/11', 'YMD', '1111-11-11'],
  ] as const)('reads %s as %s', (cell, order, date) => {
    expect(parseDate(cell, order)).toBe(date);
  });

  test.each([
    '',
    '2026-02-30',
    '29.02.2025',
    '31.04.2026',
    '13/13/2026',
    '00.01.2026',
    '12.34',
    '1234567',
    '12:30',
    'yesterday',
    '1/2/3/4',
    '2026-13-01',
  ])('refuses %p', (cell) => {
    expect(parseDate(cell, 'DMY')).toBeNull();
  });

  test.each([
    ['an impossible day', [['01/02/2025', '13/02/2025']], false, 'DMY', true],
    [
      'an impossible day in another column',
      [
        ['01/02/2025', '01/03/2025'],
        ['01/31/2025', '01/03/2025'],
      ],
      false,
      'MDY',
      true,
    ],
    ['a dense sequence', [['04/01/2024', '04/02/2024', '04/03/2024', '04/09/2024']], false, 'MDY', true],
    ['a sorted sequence', [['28/01/2025', '01/02/2025', '05/02/2025']], true, 'DMY', true],
    ['nothing but a habit', [['06/04/2016']], true, 'MDY', false],
    ['nothing at all', [['06/04/2016']], false, 'DMY', false],
    ['dots', [['06.04.2016']], true, 'DMY', true],
    ['a day equal to its month', [['05/05/2025']], false, 'DMY', true],
    ['short years that fit no other way', [['25-03-31', '25-04-01']], false, 'YMD', true],
  ] as const)('decides the order by %s', (_, columns, preferMdy, order, sure) => {
    expect(decideDateOrder(columns, preferMdy)).toEqual({ order, sure });
  });
});

describe('words', () => {
  test.each([
    ['D', 'K', ['d']],
    ['D', 'C', ['d']],
    ['S', 'H', ['s']],
    ['Af', 'Bij', ['af']],
    ['T', 'J', ['t']],
    ['-', '+', ['-']],
    ['A', 'B', ['a']],
    ['D', 'A', ['d']],
    ['WN', 'MA', ['wn']],
    ['Odchozí', 'Příchozí', ['odchozi']],
    ['outflow', 'inflow', ['outflow']],
    ['DEBIT', 'CREDIT', ['debit']],
    ['Výdaj', 'Příjem', ['vydaj']],
    ['Belastung', 'Gutschrift', ['belastung']],
    ['DBIT', 'CRDT', ['dbit']],
  ])('knows that %s is money out beside %s', (out, in_, marks) => {
    expect(readMarks(new Set([plainMark(out), plainMark(in_)]), false)?.out).toEqual(marks);
  });

  test('takes longer values for marks only under a heading that announces a direction', () => {
    const values = new Set(['credit transfer', 'debit card']);
    expect(readMarks(values, false)).toBeNull();
    expect(readMarks(values, true)).toMatchObject({ out: ['debit card'], in: ['credit transfer'] });
  });

  test.each([
    ['COMPLETED', 'CLEARED'],
    ['Umsatz vorgemerkt', 'PENDING'],
    ['Not cleared', 'PENDING'],
    ['Uncleared', 'PENDING'],
    ['REVERTED', 'FAILED'],
    ['Zamítnuto', 'FAILED'],
    ['Declined', 'FAILED'],
    ['Gebucht', 'CLEARED'],
    ['Jane', null],
  ])('reads the state %s', (cell, state) => {
    expect(paymentState(cell)).toBe(state);
  });

  test.each([
    ['Saldo Anterior', true],
    ['Likutis pradžiai', true],
    ['Apyvarta', true],
    ['Opening balance', true],
    ['Konečný zůstatek', true],
    ['Alter Kontostand', true],
    ['Total', true],
    ['Solde au 31.01.2025', true],
    ['TOTAL 1234 PARIS', false],
    ['New Balance shoes', false],
    ['Saldo Carburanti', false],
    ['Balance Yoga Studio', false],
  ])('tells whether %s introduces a balance', (text, expected) => {
    expect(saysBalance(text)).toBe(expected);
  });

  test.each([
    ['Částka v měně účtu', 'amount'],
    ['Původní částka úhrady', 'otherAmount'],
    ['Original Amount', 'otherAmount'],
    ['Buchungsbetrag', 'amount'],
    ['Číslo účtu protistrany', 'counterparty'],
    ['Číslo účtu', 'ownAccount'],
    ['Saldo na mutatie', 'balance'],
    ['Balance CHF', 'balance'],
    ['Debit CHF', 'out'],
    ['Accredito in CHF', 'in'],
    ['Soll', 'out'],
    ['D/K', 'mark'],
    ['CreditDebet', 'mark'],
    ['Wertstellung', 'valueDate'],
    ['Buchungstag', 'bookingDate'],
    ['#Kwota', 'amount'],
    ['Datum zaúčtování', 'bookingDate'],
    ['Fremdwährungsbetrag', 'otherAmount'],
    ['VS', 'variable'],
    ['Kurs', 'rate'],
    ['Amount (fee)', 'fee'],
    ['Xyzzy', null],
  ])('knows what the heading %s is about', (heading, role) => {
    expect(matchHeading(heading).role).toBe(role);
  });

  test.each([
    ['Betrag (EUR)', 'EUR'],
    ['Betrag (€)', 'EUR'],
    ['Částka CZK', 'CZK'],
    ['Accredito in CHF', 'CHF'],
    ['Amount', null],
    ['ALL', null],
    ['Show all', null],
    ['Amount (total)', null],
    ['Original amount (local)', null],
  ])('finds the currency in the heading %s', (heading, currency) => {
    expect(currencyInHeading(heading)).toBe(currency);
  });
});
