import { withAsvsTable } from './asvs';

const document =
  'Before\n<!-- The table is written by `npm test`. -->\noutdated\n<!-- The end of the table. -->\nAfter\n';
const table = (...names: string[]) =>
  withAsvsTable(
    document,
    names.map((name) => ({ file: 'lib/x.test.ts', name })),
  );

test('a requirement is listed with the tests that name it, and with none where there are none', () => {
  const text = table('passwords ASVS 6.2.1, 6.2.9: are long', 'ASVS 6.2.1: are not short', 'something else');
  expect(text).toContain(
    '| 6.2.1 | Passwords have eight characters at least | are not short (`lib/x.test.ts` and 1 more) |',
  );
  expect(text).toContain('| 6.2.9 | They may be long | passwords are long (`lib/x.test.ts`) |');
  expect(text).toContain('| 6.2.7 | They can be pasted | **none** |');
  expect(text).toMatch(/^Before\n[^]*After\n$/);
  expect(text).not.toContain('outdated');
  expect(text).not.toContain('something else');
});

test('making it again changes nothing, whatever the order of the tests', () => {
  const [one, other] = [table('ASVS 6.2.1: a', 'ASVS 6.2.1: b'), table('ASVS 6.2.1: b', 'ASVS 6.2.1: a')];
  expect(one).toBe(other);
  expect(
    withAsvsTable(one, [
      { file: 'lib/x.test.ts', name: 'ASVS 6.2.1: a' },
      { file: 'lib/x.test.ts', name: 'ASVS 6.2.1: b' },
    ]),
  ).toBe(one);
});

test('a number that nobody listed is an error, and so is a document without the marks', () => {
  expect(() => table('ASVS 99.1.1: nothing')).toThrow('names the requirement 99.1.1');
  expect(() => withAsvsTable('nothing', [])).toThrow('lost the marks');
});
