import { plainText } from '@/lib/core/plain-text';
import { withoutPendingPhrases } from '@/lib/intake/files/csv/words';
import type { BankRow } from '@/lib/intake/banks/provider';

/** Rows are compared with many others and never change meanwhile, so what is read out of one is kept as long as the row is. */
function oncePerRow<T>(read: (row: BankRow) => T): (row: BankRow) => T {
  const kept = new WeakMap<BankRow, { value: T }>();
  return (row) => {
    const found = kept.get(row) ?? { value: read(row) };
    kept.set(row, found);
    return found.value;
  };
}

/** Date, amount, currency and words of a row: two rows with the same key cannot be told apart without an id. */
export const contentOf = oncePerRow((row) =>
  [row.date, row.amountMinor.toString(), row.currency ?? '', ...[...wordsIn(row)].sort()].join('|'),
);

/** The words that say what a row is. Numbers of four digits and more stay, shorter ones are dates and terminals that banks change. */
const wordsIn = oncePerRow(({ payee, description, counterpartyAccount }): Set<string> => {
  const text = plainText(
    [payee, withoutPendingPhrases(description ?? ''), counterpartyAccount].filter(Boolean).join(' '),
  );
  return new Set(text.split(' ').filter((word) => word.length >= 3 && !/^\d{1,3}$/.test(word)));
});

/** How much of the shorter text's words the other one has, 0 to 1. Without words on one side nothing can be said: 0. */
export function similarity(a: BankRow, b: BankRow): number {
  const [few, many] = [wordsIn(a), wordsIn(b)].sort((x, y) => x.size - y.size) as [Set<string>, Set<string>];
  if (few.size === 0) return 0;
  let shared = 0;
  for (const word of few) if (many.has(word)) shared++;
  return shared / few.size;
}
