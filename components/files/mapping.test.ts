import {
  missingRole,
  toDraft,
  toMappingInput,
  withRole,
  type ColumnRole,
  type MappingDraft,
} from './mapping';

type Mapping = Parameters<typeof toDraft>[0];

const signed: Mapping = {
  amountColumn: 3,
  amountKind: 'SIGNED',
  currencyColumn: 4,
  dateColumn: 0,
  dateOrder: 'DMY',
  decimalMark: ',',
  descriptionColumns: [2],
  feeColumn: null,
  inColumn: null,
  inverted: false,
  markColumn: null,
  outColumn: null,
  outMarks: [],
  payeeColumn: 1,
};
const inOut: Mapping = { ...signed, amountKind: 'IN_OUT', amountColumn: null, inColumn: 3, outColumn: 5 };
const marked: Mapping = { ...signed, amountKind: 'MARKED', markColumn: 5, outMarks: ['D'] };
const COLUMNS = 6;

const rolesOf = (mapping: Mapping) => toDraft(mapping, COLUMNS).roles;
/** Gives columns roles one after another, as a person does. */
const edit = (mapping: Mapping, ...changes: [column: number, role: ColumnRole][]) =>
  changes.reduce<MappingDraft>(
    (draft, [column, role]) => withRole(draft, column, role),
    toDraft(mapping, COLUMNS),
  );

describe('toDraft', () => {
  it.each<[string, Mapping, ColumnRole[]]>([
    ['one signed column', signed, ['date', 'payee', 'description', 'amount', 'currency', 'ignore']],
    ['money in and money out', inOut, ['date', 'payee', 'description', 'moneyIn', 'currency', 'moneyOut']],
    ['an amount and a mark', marked, ['date', 'payee', 'description', 'amount', 'currency', 'mark']],
    [
      'several columns of description',
      { ...signed, descriptionColumns: [5, 2] },
      ['date', 'payee', 'description', 'amount', 'currency', 'description'],
    ],
    [
      'a column with two roles, by the first',
      { ...signed, descriptionColumns: [1, 2] },
      ['date', 'payee', 'description', 'amount', 'currency', 'ignore'],
    ],
    [
      'a column that the file does not have',
      { ...signed, currencyColumn: 9 },
      ['date', 'payee', 'description', 'amount', 'ignore', 'ignore'],
    ],
  ])('reads %s', (_, mapping, roles) => {
    expect(rolesOf(mapping)).toEqual(roles);
  });
});

describe('withRole', () => {
  it('takes a role from the column that had it', () => {
    expect(edit(signed, [5, 'date']).roles).toEqual([
      'ignore',
      'payee',
      'description',
      'amount',
      'currency',
      'date',
    ]);
  });

  it('lets several columns make up the description', () => {
    expect(edit(signed, [5, 'description']).roles).toEqual([
      'date',
      'payee',
      'description',
      'amount',
      'currency',
      'description',
    ]);
  });

  it('gives up the amount for money in, and money in and out for an amount', () => {
    expect(edit(signed, [5, 'moneyOut']).roles).not.toContain('amount');
    expect(edit(inOut, [3, 'amount']).roles).not.toContain('moneyOut');
  });

  it('forgets what the mark says when another column becomes the mark, and only then', () => {
    expect(edit(marked, [2, 'mark']).outMarks).toEqual([]);
    expect(edit(marked, [2, 'ignore']).outMarks).toEqual(['D']);
  });
});

describe('missingRole', () => {
  it.each<[string, MappingDraft, ReturnType<typeof missingRole>]>([
    ['nothing when all is there', toDraft(signed, COLUMNS), null],
    ['nothing when money in and out are there', toDraft(inOut, COLUMNS), null],
    ['the date', edit(signed, [0, 'ignore']), 'date'],
    ['the amount', edit(signed, [3, 'ignore']), 'amount'],
    ['money out beside money in', edit(signed, [3, 'moneyIn']), 'moneyOut'],
    ['money in beside money out', edit(signed, [3, 'moneyOut']), 'moneyIn'],
    ['what the mark says', edit(signed, [5, 'mark']), 'outMarks'],
    ['the amount beside a mark', edit(marked, [3, 'ignore']), 'amount'],
  ])('misses %s', (_, draft, missing) => {
    expect(missingRole(draft)).toBe(missing);
  });
});

describe('toMappingInput', () => {
  it.each([
    ['signed', signed],
    ['in and out', inOut],
    ['marked', marked],
    ['a column with two roles', { ...signed, descriptionColumns: [1, 2] }],
  ])('sends nothing while nothing differs: %s', (_, mapping) => {
    expect(toMappingInput(toDraft(mapping, COLUMNS), mapping)).toBeNull();
  });

  it.each<[string, MappingDraft, Mapping, ReturnType<typeof toMappingInput>]>([
    ['only the date order', { ...toDraft(signed, COLUMNS), dateOrder: 'MDY' }, signed, { dateOrder: 'MDY' }],
    [
      'only the decimal mark',
      { ...toDraft(signed, COLUMNS), decimalMark: '.' },
      signed,
      { decimalMark: '.' },
    ],
    [
      'the sign with its column',
      { ...toDraft(signed, COLUMNS), inverted: true },
      signed,
      { amountKind: 'SIGNED', amountColumn: 3, inverted: true },
    ],
    ['another date column', edit(signed, [5, 'date']), signed, { dateColumn: 5 }],
    ['null for a payee taken away', edit(signed, [1, 'ignore']), signed, { payeeColumn: null }],
    ['null for a currency taken away', edit(signed, [4, 'ignore']), signed, { currencyColumn: null }],
    ['a fee', edit(signed, [5, 'fee']), signed, { feeColumn: 5 }],
    [
      'all columns of a description',
      edit(signed, [5, 'description']),
      signed,
      { descriptionColumns: [2, 5] },
    ],
    [
      'money in and out instead of an amount',
      edit(signed, [3, 'moneyIn'], [5, 'moneyOut']),
      signed,
      { amountKind: 'IN_OUT', inColumn: 3, outColumn: 5 },
    ],
    [
      'an amount instead of money in and out',
      edit(inOut, [3, 'amount']),
      inOut,
      { amountKind: 'SIGNED', amountColumn: 3, inverted: false },
    ],
    [
      'a mark with what it says',
      { ...edit(signed, [5, 'mark']), outMarks: ['Debit'] },
      signed,
      { amountKind: 'MARKED', amountColumn: 3, markColumn: 5, outMarks: ['Debit'] },
    ],
    [
      'another word of the mark',
      { ...toDraft(marked, COLUMNS), outMarks: ['D', 'F'] },
      marked,
      { amountKind: 'MARKED', amountColumn: 3, markColumn: 5, outMarks: ['D', 'F'] },
    ],
  ])('sends %s', (_, draft, saved, input) => {
    expect(toMappingInput(draft, saved)).toEqual(input);
  });
});
