import fc from 'fast-check';
import { currencyExponent, isCurrencyCode, listCurrencyCodes, MOST_DECIMALS } from './currency';
import { formatDecimal, MAX_AMOUNT_MINOR, parseDecimal } from './decimal';

test.each([
  ['0', 'CZK', 0n],
  ['-0.00', 'CZK', 0n],
  ['1234.5', 'CZK', 123450n],
  ['+1.05', 'CZK', 105n],
  ['-0.01', 'CZK', -1n],
  ['007', 'CZK', 700n],
  ['1200', 'JPY', 1200n],
  ['0.001', 'KWD', 1n],
  ['10000000000000.00', 'CZK', 10n ** 15n],
  ['10000000000000.01', 'CZK', 'TOO_LARGE'],
  ['1.234', 'CZK', 'TOO_MANY_DECIMALS'],
  ['1.0', 'JPY', 'TOO_MANY_DECIMALS'],
  ['', 'CZK', 'NOT_A_NUMBER'],
  ['.5', 'CZK', 'NOT_A_NUMBER'],
  ['5.', 'CZK', 'NOT_A_NUMBER'],
  ['1,5', 'CZK', 'NOT_A_NUMBER'],
  ['1e3', 'CZK', 'NOT_A_NUMBER'],
  [' 1', 'CZK', 'NOT_A_NUMBER'],
  ['--1', 'CZK', 'NOT_A_NUMBER'],
  ['NaN', 'CZK', 'NOT_A_NUMBER'],
  ['١٢', 'CZK', 'NOT_A_NUMBER'],
])('"%s" in %s is read as %s', (text, currency, expected) => {
  expect(parseDecimal(text, currency)).toBe(expected);
});

test.each([
  [0n, 'CZK', '0.00'],
  [5n, 'CZK', '0.05'],
  [-5n, 'CZK', '-0.05'],
  [-123450n, 'CZK', '-1234.50'],
  [-1200n, 'JPY', '-1200'],
  [1n, 'KWD', '0.001'],
])('%s minor units of %s are written "%s"', (minor, currency, expected) => {
  expect(formatDecimal(minor, currency)).toBe(expected);
});

test('what is written is read again as the same amount, in every currency', () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: -MAX_AMOUNT_MINOR, max: MAX_AMOUNT_MINOR }),
      fc.constantFrom(...listCurrencyCodes()),
      (minor, currency) => {
        expect(parseDecimal(formatDecimal(minor, currency), currency)).toBe(minor);
      },
    ),
  );
});

test('exponents are those of ISO 4217, not of everyday use', () => {
  expect(['CZK', 'JPY', 'KWD', 'ISK', 'HUF', 'CLF'].map(currencyExponent)).toEqual([2, 0, 3, 0, 2, 4]);
  expect(['czk', 'KCS', '', '€', 'XXX'].some(isCurrencyCode)).toBe(false);
  expect(() => currencyExponent('XXX')).toThrow(RangeError);
});

test('amounts of all currencies can be compared at the most decimals that any of them has', () => {
  const exponents = listCurrencyCodes().map(currencyExponent);
  expect(MOST_DECIMALS).toBe(exponents.sort((a, b) => b - a)[0]);
});
