import { byMagnitude, ratio, signOf, subtractAmounts, sumAmounts } from './exact';

describe('sumAmounts', () => {
  it.each([
    [['0.10', '0.20'], '0.30'],
    [['-0.05', '0.01'], '-0.04'],
    [['-0.01', '0.01'], '0.00'],
    [['9007199254740993.01', '0.01'], '9007199254740993.02'],
    [['1500', '-2000'], '-500'],
    [['1.005', '2.000'], '3.005'],
    [['-0.50'], '-0.50'],
    [[], '0'],
  ])('adds %j up to %s', (amounts, expected) => {
    expect(sumAmounts(amounts)).toBe(expected);
  });
});

describe('subtractAmounts', () => {
  it.each([
    ['1.00', '1.01', '-0.01'],
    ['-1.00', '-3.50', '2.50'],
    ['0.00', '0.00', '0.00'],
  ])('%s minus %s is %s', (a, b, expected) => {
    expect(subtractAmounts(a, b)).toBe(expected);
  });
});

describe('signOf', () => {
  it.each([
    ['-0.01', -1],
    ['0.00', 0],
    ['-0.00', 0],
    ['10', 1],
    ['0.05', 1],
  ])('of %s is %d', (amount, expected) => {
    expect(signOf(amount)).toBe(expected);
  });
});

describe('byMagnitude', () => {
  it('puts the largest first, whatever the sign', () => {
    expect(['-1.00', '30.00', '-200.00', '4.00'].sort(byMagnitude)).toEqual([
      '-200.00',
      '30.00',
      '4.00',
      '-1.00',
    ]);
  });
});

describe('ratio', () => {
  it.each([
    ['1.00', '3.00', 0.3333],
    ['-50.00', '-200.00', 0.25],
    ['90071992547409930.00', '90071992547409930.00', 1],
  ])('of %s to %s is %d', (a, b, expected) => {
    expect(ratio(a, b)).toBe(expected);
  });
});
