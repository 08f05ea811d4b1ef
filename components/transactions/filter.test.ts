import { noFilters, readFilters, toApiFilter, writeFilters, type ListFilters } from './filter';

const cases: [string, Partial<ListFilters>][] = [
  ['', {}],
  ['text=caf%C3%A9+%26+co', { text: 'café & co' }],
  ['account=a1&account=a2', { accounts: ['a1', 'a2'] }],
  ['category=c1', { categories: ['c1'] }],
  ['uncategorized=true', { uncategorized: true }],
  ['kind=expense&kind=transfer', { kinds: ['EXPENSE', 'TRANSFER'] }],
  ['status=pending', { statuses: ['PENDING'] }],
  ['from=2026-02-01&to=2026-02-28', { from: '2026-02-01', to: '2026-02-28' }],
  ['min=10&max=99.50', { min: '10', max: '99.50' }],
  ['importId=i1', { importId: 'i1' }],
  ['order=amount_asc', { order: 'AMOUNT_ASC' }],
  [
    'text=tea&account=a1&kind=income&from=2026-01-01',
    { text: 'tea', accounts: ['a1'], kinds: ['INCOME'], from: '2026-01-01' },
  ],
];

describe('the filters in the address', () => {
  it.each(cases)('reads "%s"', (search, filters) => {
    expect(readFilters(search)).toEqual({ ...noFilters, ...filters });
  });

  it.each(cases)('writes "%s" back', (search, filters) => {
    expect(writeFilters(filters)).toBe(search);
  });

  it.each([
    ['kind=gift'],
    ['status='],
    ['from=2026-02-30'],
    ['to=yesterday'],
    ['min=-5'],
    ['max=1e9'],
    ['order=random'],
    ['uncategorized=1'],
    ['account='],
    ['utm_source=mail'],
  ])('takes no notice of "%s"', (search) => {
    expect(readFilters(search)).toEqual(noFilters);
  });
});

describe('the filters for the API', () => {
  it('are empty when nothing is filtered', () => {
    expect(toApiFilter(noFilters)).toEqual({});
  });

  it('have the names of the API', () => {
    const search =
      'text=tea&account=a1&category=c1&uncategorized=true&kind=income&status=cleared&from=2026-01-01&to=2026-01-31&min=1&max=2&importId=i1';
    expect(toApiFilter(readFilters(search))).toEqual({
      text: 'tea',
      accountIds: ['a1'],
      categoryIds: ['c1'],
      uncategorized: true,
      kinds: ['INCOME'],
      statuses: ['CLEARED'],
      from: '2026-01-01',
      to: '2026-01-31',
      minAmount: '1',
      maxAmount: '2',
      importId: 'i1',
    });
  });
});
