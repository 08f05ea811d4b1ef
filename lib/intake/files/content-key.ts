import { withoutPendingPhrases } from '@/lib/intake/text/pending';
import { plainText } from '@/lib/core/plain-text';
import type { ImportRow } from './types';

/**
 * What a row is, for finding it again in an overlapping export of the same bank: date, amount, currency, and
 * the bank's own id or else its words (payee, description, counterparty) without case, accents, punctuation
 * and spaces, which banks pad and wrap differently from export to export.
 *
 * Left out because they differ between two exports that hold the same purchase: the line, the status and the
 * words that say "pending" (the row clears), the running balance (a day's rows come in another order, pending
 * rows have none), and the symbols (part of the words where they matter, dropped by some of a bank's
 * layouts). The date stays even beside an id, since some banks repeat one reference every month; what a bank
 * shows again with another id is found by run/renumbered.ts.
 *
 * Two real identical purchases of one day have the same key: anyone who uses it must count rows per key, not
 * drop them.
 */
export function contentKey(row: ImportRow): string {
  const identity = row.bankId === null ? `words:${wordsOf(row)}` : `id:${row.bankId.trim().toLowerCase()}`;
  return [row.date, row.amountMinor.toString(), row.currency ?? '', identity].join('|');
}

function wordsOf({ payee, description, counterpartyAccount }: ImportRow): string {
  const words = [payee, withoutPendingPhrases(description ?? ''), counterpartyAccount]
    .filter((text) => text !== null)
    .join(' ');
  return plainText(words).replaceAll(' ', '');
}
