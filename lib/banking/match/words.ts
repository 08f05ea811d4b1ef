import { plainText } from '../../imports/csv/plain-text';
import { withoutPendingPhrases } from '../../imports/csv/words';
import type { BankRow } from '../provider';

/** Date, amount, currency and words of a row: two rows with the same key cannot be told apart without an id. */
export function contentOf(row: BankRow): string {
  return [row.date, row.amountMinor.toString(), row.currency ?? '', ...sortedWords(row)].join('|');
}

function sortedWords(row: BankRow): string[] {
  return [...wordsIn(row)].sort();
}

/** The words that say what a row is. Numbers of four digits and more stay, shorter ones are dates and terminals that banks change. */
function wordsIn({ payee, description, counterpartyAccount }: BankRow): Set<string> {
  const text = plainText([payee, withoutPendingPhrases(description ?? ''), counterpartyAccount].filter(Boolean).join(' '));
  return new Set(text.split(' ').filter((word) => word.length >= 3 && !/^\d{1,3}$/.test(word)));
}

/** How much of the shorter text's words the other one has, 0 to 1. Without words on one side nothing can be said: 0. */
export function similarity(a: BankRow, b: BankRow): number {
  const [few, many] = [wordsIn(a), wordsIn(b)].sort((x, y) => x.size - y.size) as [Set<string>, Set<string>];
  if (few.size === 0) return 0;
  let shared = 0;
  for (const word of few) if (many.has(word)) shared++;
  return shared / few.size;
}
