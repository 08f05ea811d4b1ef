import { Secret, TOTP } from 'otpauth';
import { makeSeed, stepOfCode } from './totp';

const now = new Date('2026-03-01T12:00:00Z');
const seed = makeSeed();
const codeAt = (seconds: number) =>
  new TOTP({ secret: Secret.fromBase32(seed) }).generate({ timestamp: now.getTime() + seconds * 1000 });

test('ASVS 6.5.5: a code lives for its half minute and the one before and after, for clocks that are off', () => {
  const step = now.getTime() / 30_000;
  expect([-30, 0, 29, 30].map((seconds) => stepOfCode(seed, codeAt(seconds), now))).toEqual([
    step - 1,
    step,
    step,
    step + 1,
  ]);
  expect([-90, -60, 60, 3600].map((seconds) => stepOfCode(seed, codeAt(seconds), now))).toEqual([
    null,
    null,
    null,
    null,
  ]);
});

test.each(['', '12345', '1234567', 'abcdef', '１２３４５６'])('"%s" is no code', (code) => {
  expect(stepOfCode(seed, code, now)).toBeNull();
});
