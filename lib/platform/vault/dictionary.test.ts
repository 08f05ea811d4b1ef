import { randomBytes, randomUUID } from 'node:crypto';
import { seededRandom } from '@/prisma/demo/random';
import { Vault } from './vault';
import { searchedWords } from './words';

/** Shops that everybody knows, the best known first: what somebody who stole a dump has beside it. */
const DICTIONARY = `
  Albert|Lidl|Kaufland|Tesco|Billa|Penny Market|Globus|Rohlík|Dopravní podnik|České dráhy|RegioJet|Shell|
  Benzina Orlen|MOL|OMV|Alza|Datart|IKEA|Hornbach|OBI|Bauhaus|Decathlon|Sportisimo|Zara|Reserved|Pepco|
  Action|Dr Max|Benu|Rossmann|Teta drogerie|Notino|McDonalds|KFC|Burger King|Starbucks|Costa Coffee|Wolt|
  Foodora|Damejidlo|Netflix|Spotify|YouTube Premium|HBO Max|Apple|Google|Microsoft|Steam|PlayStation|Amazon|
  Zalando|About You|Mall|Knihy Dobrovský|Luxor|Pilulka|T-Mobile|Vodafone|Kooperativa|Česká pojišťovna|
  Allianz|Pražské vodovody|Innogy|PRE|Cinema City|Ticketmaster|Booking|Airbnb|Uber|Bolt|Student Agency|
  Lítačka|Pošta|Zásilkovna|DPD|Husky|Relay|Valmont|Trafika|Baumax`
  .replaceAll(/\n */g, '')
  .split('|');
/** What only the household knows. */
const OTHERS = [
  'Jana Nováková',
  'Kavárna U Lípy',
  'Řeznictví Dvořák',
  'SVJ Zelená 12',
  'MŠ Sluníčko',
  'Karel Vrba',
];
const TEXTS = ['Platba kartou', 'Nákup', 'Inkaso', 'Převod', 'Platba kartou Praha', 'Platba kartou Brno', ''];
const ROWS = 2_500;

type Row = { payee: string; texts: string[]; amount: string };

/** Half of the dictionary, a few payees of its own, and some much more often than others. */
function createHousehold(seed: number): Row[] {
  const random = seededRandom(seed);
  const payees = [...DICTIONARY.filter(() => random.chance(0.6)), ...OTHERS];
  return Array.from({ length: ROWS }, () => {
    const payee = payees[Math.floor(payees.length * random.next() ** 2.5)]!;
    const number = random.chance(0.5) ? String(random.between(1_000, 99_999_999)) : '';
    return { payee, texts: [random.pick(TEXTS), number], amount: `-${random.between(20, 3_000)}` };
  });
}

function createVault(): Vault {
  const keys = { householdId: randomUUID(), currentVersion: 1, sealKeys: new Map([[1, randomBytes(32)]]) };
  return new Vault({ ...keys, indexKey: randomBytes(32) });
}

const beginnings = (word: string, from: number) =>
  Array.from({ length: Math.max(0, word.length + 1 - from) }, (_, index) => word.slice(0, index + from));

/** Tokens as they were before: beginnings from the first letter on, side by side in the order of the text. */
function orderedTokens(vault: Vault, { payee, texts }: Row): string[] {
  const words = searchedWords([payee, ...texts]);
  return [...new Set(words.flatMap((word) => beginnings(word, 1).map((part) => vault.wordToken(part))))];
}

const sortedTokens = (vault: Vault, { payee, texts, amount }: Row) =>
  vault.searchTokens(searchedWords([payee, ...texts]), [amount]);

/**
 * Reads tokens as a crossword: a row's first token is the first letter of its payee, so such tokens tell
 * where words begin, and how long they are. The most frequent first word is taken for the best known entry
 * that fits; that says which letters its tokens are, and what else can fit.
 */
function byOrder(rows: readonly string[][]): (string | undefined)[] {
  const firstLetters = new Set(rows.map(([first]) => first));
  const [letters, spelled] = [new Map<string, string>(), new Map<string, string>()];
  const left = new Map(
    DICTIONARY.map((entry) => [
      entry,
      [...new Set(searchedWords([entry]).flatMap((word) => beginnings(word, 1)))],
    ]),
  );
  const fits = (row: readonly string[], parts: readonly string[]) =>
    row.length >= parts.length &&
    (row.length === parts.length || firstLetters.has(row[parts.length])) &&
    parts.every((part, index) => {
      const token = row[index]!;
      if (index > 0 && (part.length === 1) !== firstLetters.has(token)) return false;
      return (letters.get(token) ?? part) === part && (spelled.get(part) ?? token) === token;
    });
  const groups = new Map<string, number[]>();
  rows.forEach((row, at) => {
    const end = row.findIndex((token, index) => index > 0 && firstLetters.has(token));
    const word = row.slice(0, end < 0 ? row.length : end).join();
    groups.set(word, [...(groups.get(word) ?? []), at]);
  });
  const answers: (string | undefined)[] = rows.map(() => undefined);
  for (const group of [...groups.values()].sort((a, b) => b.length - a.length)) {
    const found = [...left].find(
      ([, parts]) => group.filter((at) => fits(rows[at]!, parts)).length * 2 > group.length,
    );
    if (!found) continue;
    const [entry, parts] = found;
    left.delete(entry);
    const fitting = group.filter((at) => fits(rows[at]!, parts));
    for (const at of fitting) answers[at] = entry;
    parts.forEach((part, index) => {
      const token = rows[fitting[0]!]![index]!;
      letters.set(token, part);
      spelled.set(part, token);
    });
  }
  return answers;
}

/**
 * Needs no order: tokens that are in exactly the same rows are one word or one payee, and so many. The most
 * frequent of each size is taken for the best known entry that has so many tokens of its own, the next one
 * for the next. What banks write is known too.
 */
function byCompany(rows: readonly string[][], from: number): (string | undefined)[] {
  const rowsOf = new Map<string, number[]>();
  rows.forEach((row, at) => {
    for (const token of row) rowsOf.set(token, [...(rowsOf.get(token) ?? []), at]);
  });
  const classes = new Map<string, { size: number; at: number[] }>();
  for (const at of rowsOf.values()) {
    const one = classes.get(at.join()) ?? { size: 0, at };
    classes.set(at.join(), { size: one.size + 1, at });
  }
  const entries = ['Platba kartou', 'Nákup', 'Inkaso', 'Převod', 'Praha', 'Brno', ...DICTIONARY];
  const parts = entries.map((entry) => [
    ...new Set(searchedWords([entry]).flatMap((word) => beginnings(word, from))),
  ]);
  const uses = new Map<string, number>();
  for (const part of parts.flat()) uses.set(part, (uses.get(part) ?? 0) + 1);
  const sizes = parts.map((own) => own.filter((part) => uses.get(part) === 1).length);
  const answers: (string | undefined)[] = rows.map(() => undefined);
  const taken = new Set<number>();
  for (const { size, at } of [...classes.values()].sort((a, b) => b.at.length - a.at.length)) {
    const entry = sizes.findIndex((own, index) => own === size && !taken.has(index));
    if (entry < 0 || at.length < 3) continue;
    taken.add(entry);
    if (DICTIONARY.includes(entries[entry]!)) for (const row of at) answers[row] ??= entries[entry];
  }
  return answers;
}

const share = (rows: readonly Row[], answers: readonly (string | undefined)[]) =>
  rows.filter(({ payee }, at) => answers[at] === payee).length / rows.length;

test('a dictionary of shops decodes next to nothing by the order of tokens, and by their company no more than frequent shops', () => {
  const seeds = [1, 2, 3];
  const decoded = { byOrderBefore: 0, byOrder: 0, byCompanyBefore: 0, byCompany: 0 };
  for (const seed of seeds) {
    const rows = createHousehold(seed);
    const vault = createVault();
    const before = rows.map((row) => orderedTokens(vault, row));
    const now = rows.map((row) => sortedTokens(vault, row));
    decoded.byOrderBefore += share(rows, byOrder(before)) / seeds.length;
    decoded.byOrder += share(rows, byOrder(now)) / seeds.length;
    decoded.byCompanyBefore += share(rows, byCompany(before, 1)) / seeds.length;
    decoded.byCompany += share(rows, byCompany(now, 3)) / seeds.length;
  }
  // The attack is a good one, and nothing is left of it. What docs/security.md says is left is what tokens
  // that belong together tell.
  expect(decoded.byOrderBefore).toBeGreaterThan(0.3);
  expect(decoded.byOrder).toBeLessThan(0.05);
  expect(decoded.byCompany).toBeLessThan(decoded.byOrderBefore / 2);
});

test('the tokens of a row stand in an order that does not depend on its text', () => {
  const vault = createVault();
  const tokens = vault.searchTokens(searchedWords(['Albert Praha 123456']), ['-35.5']);
  expect(tokens).toHaveLength(4 + 3 + 4 + 1);
  expect(tokens).toEqual([...tokens].sort());
  expect(vault.searchTokens(searchedWords(['Praha 123456 Albert']), ['-35.5'])).toEqual(tokens);
});
