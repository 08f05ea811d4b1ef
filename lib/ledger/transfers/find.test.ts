import { Converter } from '@/lib/core/rates/convert';
import { findTransfers, type Side } from './find';

let count = 0;
function side(amountMinor: bigint, change: Partial<Side> = {}): Side {
  const out = amountMinor < 0n;
  return {
    id: `s${++count}`,
    accountId: out ? 'checking' : 'savings',
    accountName: out ? 'Checking' : 'Piggy bank',
    accountType: 'CHECKING',
    accountNumber: null,
    currency: 'CZK',
    date: '2026-03-10',
    amountMinor,
    counterparty: null,
    payee: null,
    text: '',
    stated: false,
    ...change,
  };
}

const noRates = new Converter('CZK', new Map());
const OWN_NAMES = ['Jana Malá', 'Petr'];
const find = (sides: Side[], refused: string[] = [], converter = noRates) =>
  findTransfers(sides, new Set(refused), converter, OWN_NAMES);
const NUMBER = '19-2000145399/0800';
/** An outgoing side that names the savings account, and an incoming one in it. */
const toSavings = (change: Partial<Side> = {}) =>
  side(-50_000n, { counterparty: 'CZ6508000000192000145399', ...change });
const inSavings = (change: Partial<Side> = {}) => side(50_000n, { accountNumber: NUMBER, ...change });
const ids = (pair: { out: Side; in: Side }) => [pair.out.id, pair.in.id];

describe('a pair is linked', () => {
  test.each([
    ['on one day', '2026-03-10', true],
    ['four days later', '2026-03-14', true],
    ['four days before', '2026-03-06', true],
    ['five days later', '2026-03-15', false],
  ])('%s', (_name, date, linked) => {
    expect(find([toSavings(), inSavings({ date })]).certain).toHaveLength(linked ? 1 : 0);
  });

  test('with the one that names the account, not with the one that only fits', () => {
    const [out, named, other] = [
      toSavings(),
      inSavings({ accountId: 'a' }),
      side(50_000n, { accountId: 'b' }),
    ];
    expect(find([out, named, other]).certain.map(ids)).toEqual([[out.id, named.id]]);
  });

  test('with the one of the same day, where two fit', () => {
    const sides = [
      toSavings(),
      toSavings({ date: '2026-03-12' }),
      inSavings(),
      inSavings({ date: '2026-03-12' }),
    ];
    expect(find(sides).certain.map(ids)).toEqual([
      [sides[0]?.id, sides[2]?.id],
      [sides[1]?.id, sides[3]?.id],
    ]);
  });

  test('when both sides are with people of the household, in whatever order their bank writes a name', () => {
    const [out, into] = [
      side(-50_000n, { payee: 'MALA JANA' }),
      side(50_000n, { payee: 'Ing. Jana Malá', date: '2026-03-12' }),
    ];
    expect(find([out, into]).certain.map(ids)).toEqual([[out.id, into.id]]);
  });
});

describe('nothing is linked or offered', () => {
  test.each<[string, Side[]]>([
    ['in one account', [side(-50_000n), side(50_000n, { accountId: 'checking' })]],
    ['with different amounts', [side(-50_000n), side(50_001n)]],
    [
      'when both were recorded by a person',
      [side(-50_000n, { stated: true }), side(50_000n, { stated: true })],
    ],
    ['when a side is a purchase', [side(-50_000n, { text: 'Card payment Albert' }), side(50_000n)]],
    [
      'when a side names somebody else',
      [
        side(-50_000n, { counterparty: '123456789/0100' }),
        side(50_000n, { accountNumber: '987654321/0300' }),
      ],
    ],
    ['when it is small change', [side(-3_000n), side(3_000n)]],
    [
      'between currencies without a rate',
      [side(-50_000n), side(50_000n, { currency: 'EUR', text: 'Transfer' })],
    ],
  ])('%s', (_name, sides) => {
    expect(find(sides)).toEqual({ certain: [], possible: [] });
  });

  test('when a person has refused the pair', () => {
    const [out, into] = [side(-50_000n), side(50_000n)];
    expect(find([out, into], [`${out.id}|${into.id}`])).toEqual({ certain: [], possible: [] });
  });
});

describe('a person is asked', () => {
  test.each<[string, Partial<Side>, Partial<Side>]>([
    ['when nothing but amount and day fit', {}, {}],
    ['when a stranger is paid and another one pays', { payee: 'Novák' }, { payee: 'Nájemník' }],
    ['when only one side names somebody of the household', { payee: 'Jana Malá' }, { payee: 'Novák' }],
    ['when a name is one word', { payee: 'Petr' }, { payee: 'Petr' }],
    ['when only words tell', { text: 'Převod na spoření' }, { text: 'Transfer' }],
  ])('%s', (_name, ofOut, ofIn) => {
    const [out, into] = [side(-50_000n, ofOut), side(50_000n, ofIn)];
    expect(find([out, into])).toMatchObject({
      certain: [],
      possible: [{ side: { id: out.id }, candidates: [{ id: into.id }] }],
    });
  });

  test('when two fit alike', () => {
    const [out, a, b] = [
      side(-50_000n),
      side(50_000n, { accountId: 'a' }),
      side(50_000n, { accountId: 'b' }),
    ];
    expect(find([out, a, b])).toMatchObject({
      certain: [],
      possible: [{ side: { id: out.id }, candidates: [{ id: a.id }, { id: b.id }] }],
    });
  });

  test('when a person has recorded one of the sides', () => {
    const [out, into] = [side(-50_000n, { stated: true }), side(50_000n)];
    expect(find([out, into])).toMatchObject({
      certain: [],
      possible: [{ side: { id: out.id }, candidates: [{ id: into.id }] }],
    });
  });
});
