import cs from '../../../messages/cs.json';
import en from '../../../messages/en.json';
import { preferredLocale } from './locales';

type Tree = { [key: string]: string | Tree };

function flatten(tree: Tree, prefix = ''): Map<string, string> {
  const all = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === 'string') all.set(prefix + key, value);
    else for (const [inner, text] of flatten(value, `${prefix}${key}.`)) all.set(inner, text);
  }
  return all;
}
/** What stands in braces, but for the texts of plurals: "=0 {Undo}". */
const placeholders = (text: string) =>
  [
    ...new Set(
      [...text.matchAll(/(?<!(?:=\d+|one|few|many|other) )\{(\w+)(?=[,}])/g)].map((match) => match[1]),
    ),
  ].sort();

const english = flatten(en);
const czech = flatten(cs);

describe('messages', () => {
  it('has the same keys in both languages', () => {
    expect([...czech.keys()].sort()).toEqual([...english.keys()].sort());
  });

  it.each([...english])('fills the same placeholders in "%s"', (key, text) => {
    expect(placeholders(czech.get(key) ?? '')).toEqual(placeholders(text));
  });

  it('gives Czech plurals their form for two to four', () => {
    const plurals = [...czech].filter(([, text]) => text.includes(', plural,'));
    expect(plurals.length).toBeGreaterThan(0);
    expect(plurals.filter(([, text]) => !/\bone \{.*\bfew \{.*\bother \{/.test(text))).toEqual([]);
  });

  it('neither shouts nor leaves a text empty', () => {
    expect([...english, ...czech].filter(([, text]) => text.includes('!') || text.trim() === '')).toEqual([]);
  });
});

describe('preferredLocale', () => {
  it.each([
    ['cs-CZ,cs;q=0.9,en;q=0.8', 'cs'],
    ['en-US,en;q=0.9,cs;q=0.8', 'en'],
    ['sk,de;q=0.9', 'cs'],
    ['de-DE,cs;q=0.5', 'cs'],
    ['de,fr', 'en'],
    ['cs;q=0, en;q=0.1', 'en'],
    ['en;q=0.2, cs;q=0.9', 'cs'],
    ['', 'en'],
    [null, 'en'],
  ])('chooses for "%s" %s', (header, expected) => {
    expect(preferredLocale(header)).toBe(expected);
  });
});
