import { duration } from './progress';

test.each([
  [40, '0.0 s'],
  [1_234, '1.2 s'],
  [9_960, '10 s'],
  [59_400, '59 s'],
  [60_000, '1 min 0 s'],
  [185_000, '3 min 5 s'],
])('%i ms is written %s', (milliseconds, text) => {
  expect(duration(milliseconds)).toBe(text);
});
