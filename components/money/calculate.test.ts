import fc from 'fast-check';
import { calculate, isCalculation } from './calculate';

const czk = (text: string) => calculate(text, { locale: 'cs', exponent: 2 });
const gbp = (text: string) => calculate(text, { locale: 'en', exponent: 2 });

describe('calculate', () => {
  it.each([
    ['120', '120.00'],
    ['120,5', '120.50'],
    ['120.5', '120.50'],
    [',5', '0.50'],
    ['1 234,50', '1234.50'],
    ['1\u00a0234\u202f567,89', '1234567.89'],
    ["1'234.50", '1234.50'],
    ['1.234,50', '1234.50'],
    ['1,234.50', '1234.50'],
    ['1,234,567', '1234567.00'],
    ['1.234', '1234.00'],
    ['-45', '-45.00'],
    ['\u221245', '-45.00'],
    ['120+35', '155.00'],
    ['120 + 35', '155.00'],
    ['3*45,90', '137.70'],
    ['3x45,90', '137.70'],
    ['100-2*30', '40.00'],
    ['(100-2)*30', '2940.00'],
    ['100/3', '33.33'],
    ['200:3', '66.67'],
    ['-(1+2)*3', '-9.00'],
    ['0,1+0,2', '0.30'],
    ['1/3*3', '1.00'],
    ['-0,005*1', '-0.01'],
    ['10--5', '15.00'],
  ])('reads %s in Czech as %s', (text, expected) => {
    expect(czk(text)).toBe(expected);
  });

  it('takes the separator before three digits for thousands only where the language groups with it', () => {
    expect(gbp('1,234')).toBe('1234.00');
    expect(gbp('2*1.234')).toBe('2.47');
    expect(czk('2*1,234')).toBe('2.47');
  });

  it.each([
    '',
    ' ',
    '+',
    '12+',
    '(12',
    '12)',
    '1 2',
    '12,34,5',
    '1.23.4',
    'abc',
    '12 Kč',
    '5/0',
    '5/(1-1)',
    '1e5',
    '..',
    '()',
    '9'.repeat(16),
    '1+'.repeat(60) + '1',
  ])('finds no amount in "%s"', (text) => {
    expect(czk(text)).toBeNull();
  });

  it('does not round a plain number behind the person’s back', () => {
    expect(gbp('1.005')).toBeNull();
    expect(czk('1,005')).toBeNull();
    expect(calculate('1.5', { locale: 'en', exponent: 0 })).toBeNull();
  });

  it('writes as many decimals as the currency has', () => {
    expect(calculate('1500', { locale: 'en', exponent: 0 })).toBe('1500');
    expect(calculate('1.234', { locale: 'en', exponent: 3 })).toBe('1.234');
    expect(calculate('10/3', { locale: 'en', exponent: 3 })).toBe('3.333');
  });

  it('adds cents exactly, however large the numbers are', () => {
    const cents = fc.bigInt({ min: 0n, max: 10n ** 12n });
    const text = (minor: bigint) => `${minor / 100n},${String(minor % 100n).padStart(2, '0')}`;
    fc.assert(
      fc.property(cents, cents, (a, b) => {
        const sum = a + b;
        expect(czk(`${text(a)}+${text(b)}`)).toBe(`${sum / 100n}.${String(sum % 100n).padStart(2, '0')}`);
      }),
    );
  });
});

describe('isCalculation', () => {
  it.each([
    ['120', false],
    ['-120', false],
    ['1 234,50', false],
    ['120+', true],
    ['-5*2', true],
    ['(', true],
  ])('"%s" is %s', (text, expected) => {
    expect(isCalculation(text)).toBe(expected);
  });
});
