import { isSameNumber } from './same-number';

test.each([
  ['an IBAN and its national number', 'CZ65 0800 0000 1920 0014 5399', '19-2000145399/0800', true],
  ['leading zeros', '0002000145399/0800', '2000145399', true],
  ['another number', '2000145399/0800', '2000145398/0800', false],
  ['the last digits of a card', '5399', '2000145399', false],
  ['nothing', null, '2000145399', false],
])('%s', (_name, a, b, same) => {
  expect(isSameNumber(a, b)).toBe(same);
});
