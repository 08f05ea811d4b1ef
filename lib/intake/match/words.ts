import { withoutPendingPhrases } from '@/lib/intake/text/pending';
import type { BankRow } from '@/lib/intake/row';
import { plainText } from '@/lib/core/plain-text';
import { BOILERPLATE } from './boilerplate';

/**
 * Rows are compared with many others and never change meanwhile, so what is read out of one is kept as long
 * as the row is.
 */
function memoPerRow<T>(read: (row: BankRow) => T): (row: BankRow) => T {
  const kept = new WeakMap<BankRow, { value: T }>();
  return (row) => {
    const found = kept.get(row) ?? { value: read(row) };
    kept.set(row, found);
    return found.value;
  };
}

/**
 * Date, amount, currency and words of a row: two rows with the same key cannot be told apart without an id.
 */
export const contentOf = memoPerRow((row) =>
  [row.date, row.amountMinor.toString(), row.currency ?? '', textOf(row)].join('|'),
);

/** All words of a row in one order, boilerplate included. */
export const textOf = memoPerRow((row) => [...wordsIn(row)].sort().join('|'));

/**
 * The words that say what a row is. Numbers of four digits and more stay, shorter ones are dates and
 * terminals that banks change.
 */
const wordsIn = memoPerRow(({ payee, description, counterpartyAccount }): Set<string> => {
  const text = [payee, withoutPendingPhrases(description ?? ''), counterpartyAccount]
    .filter(Boolean)
    .join(' ');
  return new Set(splitWords(text));
});

/** The words that say who was paid: those of the payee, or of the whole text where the payee says nothing. */
const nameIn = memoPerRow((row): string[] => {
  const payee = tellingWords(splitWords(row.payee ?? ''));
  return payee.length > 0 ? payee : tellingWords([...wordsIn(row)]);
});

function splitWords(text: string): string[] {
  return plainText(text)
    .split(' ')
    .filter((word) => word.length >= 3 && !/^\d{1,3}$/.test(word));
}

function tellingWords(words: readonly string[]): string[] {
  return [...new Set(words)].filter((word) => !BOILERPLATE.has(word));
}

/**
 * What the texts of two rows say about each other. SAME: one names whom the other names. OTHER: each names
 * somebody, and not clearly the same. SILENT: one of them names nobody.
 */
export type Likeness = 'SAME' | 'OTHER' | 'SILENT';

/**
 * So much of a name has to stand in the other row's text, by weight: of two words as rare as each other,
 * both.
 */
const SAME_FROM = 0.7;
/** Words that stand with nearly everybody are no name. */
const NAME_FROM = 0.3;
/** A handful of rows proves of no word that it stands with everybody. */
const FEW_NAMES = 10;

/**
 * Weighs words by what they tell in these rows, those of one account: a word beside one name only weighs 1,
 * one beside every name next to nothing. So a town or a phrase of this bank does not make two shops one.
 */
export function compareWords(rows: Iterable<BankRow>): (a: BankRow, b: BankRow) => Likeness {
  const besides = new Map<string, Set<string>>();
  const names = new Set<string>();
  for (const row of rows) {
    const [first] = nameIn(row);
    if (first === undefined) continue;
    names.add(first);
    for (const word of wordsIn(row)) {
      const found = besides.get(word);
      if (found) found.add(first);
      else besides.set(word, new Set([first]));
    }
  }
  const weight = (word: string) =>
    1 - Math.log(besides.get(word)?.size ?? 1) / Math.log(names.size + FEW_NAMES);
  const weigh = (words: readonly string[]) => words.reduce((sum, word) => sum + weight(word), 0);
  const namedIn = (a: BankRow, b: BankRow) => {
    const name = nameIn(a);
    return weigh(name.filter((word) => wordsIn(b).has(word))) / weigh(name);
  };
  return (a, b) => {
    if (weigh(nameIn(a)) < NAME_FROM || weigh(nameIn(b)) < NAME_FROM) return 'SILENT';
    return Math.max(namedIn(a, b), namedIn(b, a)) >= SAME_FROM ? 'SAME' : 'OTHER';
  };
}
