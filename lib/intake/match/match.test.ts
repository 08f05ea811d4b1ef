import type { BankRow } from '@/lib/intake/row';
import { type KnownRow, matchRows } from './match';

const BANK = 'bank';
const MARCH = { from: '2026-03-01', to: '2026-03-31' };

function row(date: string, amountMinor: bigint, payee: string | null, more: Partial<BankRow> = {}): BankRow {
  return {
    date,
    amountMinor,
    currency: 'CZK',
    payee,
    description: 'Card payment',
    counterpartyAccount: null,
    bankId: null,
    symbols: {},
    status: 'CLEARED',
    balanceMinor: null,
    ...more,
  };
}

function known(source: string | null, of: BankRow): KnownRow {
  return {
    key: `${of.date} ${of.payee}`,
    source,
    state: of.status === 'PENDING' ? 'PENDING' : 'BOOKED',
    row: of,
  };
}

/** What becomes of one incoming row beside one known one. */
function fate(
  incoming: BankRow,
  before: KnownRow,
  complete: typeof MARCH | null = MARCH,
  others: BankRow[] = [],
) {
  const result = matchRows({ id: BANK, complete }, [incoming, ...others], [before]);
  if (result.same.some((pair) => pair.incoming === incoming)) return 'SAME';
  return result.unsure.some((question) => question.incoming === incoming) ? 'ASKED' : 'FRESH';
}

describe('where a file ends and a connection begins', () => {
  const FROM_THE_20TH = { from: '2026-10-20', to: '2026-10-31' };
  const kiosk = known('file', row('2026-10-19', -10_500n, 'Trafika Nádraží'));

  test('another shop with the same amount is not swallowed: boilerplate makes nothing alike', () => {
    expect(fate(row('2026-10-20', -10_500n, 'Albert'), kiosk, FROM_THE_20TH)).toBe('ASKED');
  });

  test('the same shop a day later may have been paid twice', () => {
    expect(fate(row('2026-10-20', -10_500n, 'TRAFIKA NADRAZI'), kiosk, FROM_THE_20TH)).toBe('ASKED');
  });

  test('the same shop a day later is the same purchase where the bank tells of both days and shows it once', () => {
    const from = { ...FROM_THE_20TH, from: '2026-10-15' };
    expect(fate(row('2026-10-20', -10_500n, 'TRAFIKA NADRAZI'), kiosk, from)).toBe('SAME');
  });

  test('the same day, amount and shop are one purchase, however the source writes it', () => {
    const sameDay = row('2026-10-19', -10_500n, 'Trafika Nádraží s.r.o., Praha', { description: null });
    expect(fate(sameDay, kiosk, FROM_THE_20TH)).toBe('SAME');
  });

  test('an account with a variable symbol is one payment, however it is called and dated', () => {
    const rent = { counterpartyAccount: '19-2000145399/0800', symbols: { variable: '2026' } };
    const before = known('file', row('2026-10-19', -1_500_000n, 'Pronajímatel', rent));
    expect(fate(row('2026-10-20', -1_500_000n, 'Novák Jan', rent), before, FROM_THE_20TH)).toBe('SAME');
    const other = { ...rent, symbols: { variable: '2027' } };
    expect(fate(row('2026-10-20', -1_500_000n, 'Novák Jan', other), before, FROM_THE_20TH)).toBe('ASKED');
  });

  test('a town that half of the shops are in names no shop', () => {
    const shops = ['Albert', 'Tesco', 'Billa', 'Lidl'].flatMap((shop, index) => [
      row('2026-10-25', BigInt(-100 - index), `${shop} Praha`),
      row('2026-10-26', BigInt(-200 - index), `${shop} Praha`),
    ]);
    const before = known('file', row('2026-10-20', -10_500n, 'Praha Trafika'));
    expect(fate(row('2026-10-20', -10_500n, 'Albert Praha'), before, FROM_THE_20TH, shops)).toBe('ASKED');
  });

  test('a phrase that only this bank uses makes nothing alike', () => {
    const text = { description: 'Zvláštní obrat věty' };
    const before = known('file', row('2026-10-20', -10_500n, 'Trafika', text));
    expect(fate(row('2026-10-20', -10_500n, 'Albert', text), before, FROM_THE_20TH)).toBe('ASKED');
  });
});

describe('what a person recorded', () => {
  test('is the only row of its day and amount, whatever they called it', () => {
    expect(
      fate(
        row('2026-03-04', -5_500n, 'Kavárna'),
        known(null, row('2026-03-04', -5_500n, 'Coffee with Petr')),
      ),
    ).toBe('SAME');
  });

  test('is asked about a day later in other words', () => {
    expect(
      fate(
        row('2026-03-05', -5_500n, 'Kavárna'),
        known(null, row('2026-03-04', -5_500n, 'Coffee with Petr')),
      ),
    ).toBe('ASKED');
  });
});

describe('a pending row of the bank', () => {
  const pending = (amountMinor: bigint, payee: string | null) =>
    known(BANK, row('2026-03-04', amountMinor, payee, { status: 'PENDING' }));

  test.each([
    ['with a tip', -1_000n, 'Café Dvojče', -1_200n, 'CAFE DVOJCE PRAHA', 'SAME'],
    ['of another shop with another amount', -3_070n, 'Pekařství Škoda', -3_500n, 'Café Dvojče', 'FRESH'],
    ['of another shop with nearly the amount', -1_000n, 'Pekařství Škoda', -1_200n, 'Café Dvojče', 'FRESH'],
    ['of another shop with the same amount', -3_070n, 'Pekařství Škoda', -3_070n, 'Café Dvojče', 'ASKED'],
    ['of the same shop with far another amount', -200_000n, 'Benzina', -84_320n, 'Benzina', 'ASKED'],
    ['that named no shop', -3_070n, null, -3_070n, 'Café Dvojče', 'SAME'],
    ['that named no shop, with another amount', -3_070n, null, -3_500n, 'Café Dvojče', 'FRESH'],
    ['of the other direction', -3_070n, 'Café Dvojče', 3_070n, 'Café Dvojče', 'FRESH'],
  ] as const)('%s', (_what, before, payee, amount, shop, expected) => {
    expect(fate(row('2026-03-06', amount, shop), pending(before, payee))).toBe(expected);
  });

  test('that named no shop is asked about where nothing says that the bank has dropped it', () => {
    expect(fate(row('2026-03-06', -3_070n, 'Café Dvojče'), pending(-3_070n, null), null)).toBe('ASKED');
  });

  test('is not booked more than ten days later, nor more than a day earlier', () => {
    const at = (date: string) => fate(row(date, -3_070n, 'Albert'), pending(-3_070n, 'Albert'));
    expect(['2026-03-02', '2026-03-03', '2026-03-14', '2026-03-15'].map(at)).toEqual([
      'FRESH',
      'SAME',
      'SAME',
      'FRESH',
    ]);
  });
});

test('an id that the bank gives out again for another shop and amount is another row', () => {
  const before = known(BANK, row('2026-03-04', -3_070n, 'Albert', { bankId: '7' }));
  expect(fate(row('2026-03-04', -9_900n, 'Lidl', { bankId: '7' }), before)).toBe('FRESH');
  expect(fate(row('2026-03-04', -9_900n, 'Albert', { bankId: '7' }), before)).toBe('SAME');
});
