import { createHash } from 'node:crypto';

import { looksLikeAmount } from './amounts';
import { currencyInHeading } from './currencies';
import { looksLikeDate } from './dates';
import type { Delimiter } from './mapping';
import { plainText } from '@/lib/core/plain-text';
import { filledWidth, isBlank, type CsvRecord } from './records';
import { headingPhrases, type HeadingRole } from './vocabulary';

export type HeadingMatch = { role: HeadingRole | null; score: number };

/** Preambles are short; searching further only finds sentences that happen to hold the words. */
const SEARCHED_RECORDS = 120;
const LONGEST_HEADING = 80;

const exactPhrases = new Map<string, HeadingRole>();
for (const { role, phrase } of headingPhrases) if (!exactPhrases.has(phrase)) exactPhrases.set(phrase, role);

/**
 * Which role a heading has and how sure that is: 1 for a known phrase, else the part of the heading that the
 * best known phrase covers, less when it is only part of a compound ("Buchungsbetrag" holds "betrag").
 */
export function matchHeading(heading: string): HeadingMatch {
  const currency = currencyInHeading(heading);
  const text = plainText(
    currency
      ? heading.replace(
          /(?:\s(?:in|en|v|i|w)\s+)?[([]?\s*(?:[A-Z]{3}|[^\s\w(]{1,2}|Kč|zł|R\$|euros?)\s*[)\]]?\s*$/i,
          '',
        )
      : heading,
  );
  const exact = exactPhrases.get(text);
  if (exact) return { role: exact, score: 1 };
  if (text === '' || text.length > LONGEST_HEADING) return { role: null, score: 0 };
  let best: HeadingMatch = { role: null, score: 0 };
  const padded = ` ${text} `;
  for (const { role, phrase } of headingPhrases) {
    const coverage = phrase.length / text.length;
    if (coverage > 1 || coverage <= best.score) continue;
    const weight = padded.includes(` ${phrase} `)
      ? 1
      : phrase.length >= 4 && padded.includes(` ${phrase}`)
        ? 0.9
        : phrase.length >= 5 && text.includes(phrase)
          ? 0.75
          : 0;
    if (coverage * weight > best.score) best = { role, score: coverage * weight };
  }
  const refined = best.role === 'amount' ? exactPhrases.get(without(text, 'amount')) : undefined;
  if (refined && REFINING_ROLES.has(refined)) return { role: refined, score: 0.9 };
  return best.score >= 0.2 ? best : { role: null, score: 0 };
}

/** What the rest of a heading can make of an amount: "Beløp inn" is money in, "Fee amount" a fee. */
const REFINING_ROLES: ReadonlySet<HeadingRole> = new Set(['in', 'out', 'mark', 'balance', 'fee']);

/** The text without the words that are phrases of a role themselves. */
function without(text: string, role: HeadingRole): string {
  return text
    .split(' ')
    .filter((word) => exactPhrases.get(word) !== role)
    .join(' ');
}

const DATE_ROLES: ReadonlySet<HeadingRole> = new Set(['date', 'bookingDate', 'transactionDate', 'valueDate']);
const MONEY_ROLES: ReadonlySet<HeadingRole> = new Set(['amount', 'in', 'out']);

/**
 * The index of the record with the headings, null when the file starts with data.
 *
 * It is the record whose cells are best known as headings of a date and an amount. In a language nobody
 * listed, it is the record of nothing but distinct words right above the first record with a date and an
 * amount.
 */
export function findHeadings(records: readonly CsvRecord[]): number | null {
  let best: { index: number; score: number } | null = null;
  const firstData = records.findIndex(({ cells }) => isDataRecord(cells));
  const searched = records.slice(
    0,
    firstData === -1 ? SEARCHED_RECORDS : Math.min(firstData, SEARCHED_RECORDS),
  );
  searched.forEach(({ cells }, index) => {
    const score = headingScore(cells);
    if (score > (best?.score ?? 0)) best = { index, score };
  });
  const known = best as { index: number; score: number } | null;
  if (known) return known.index;
  const above = records[firstData - 1]?.cells;
  return above && isWordsOnly(above, filledWidth(records[firstData]!.cells)) ? firstData - 1 : null;
}

/** A record that can be a transaction: it has a date and, elsewhere, an amount. */
export function isDataRecord(cells: readonly string[]): boolean {
  const date = cells.findIndex(looksLikeDate);
  return (
    date !== -1 &&
    cells.some((cell, index) => index !== date && !looksLikeDate(cell) && looksLikeAmount(cell))
  );
}

function headingScore(cells: readonly string[]): number {
  const filled = cells.filter((cell) => !isBlank(cell));
  if (
    filled.length < 2 ||
    filled.some((cell) => looksLikeDate(cell) || /^[-+]?\d[\d\s.,]*$/.test(cell.trim()))
  )
    return 0;
  const matches = filled.map((cell) => matchHeading(cell));
  const has = (roles: ReadonlySet<HeadingRole>) =>
    matches.some(({ role, score }) => role !== null && roles.has(role) && score >= 0.3);
  if (!has(DATE_ROLES) || !has(MONEY_ROLES)) return 0;
  return matches.reduce((sum, { score }) => sum + score, 0);
}

function isWordsOnly(cells: readonly string[], width: number): boolean {
  const filled = cells.slice(0, filledWidth(cells));
  return (
    filled.length >= 3 &&
    Math.abs(filled.length - width) <= 2 &&
    new Set(filled).size >= filled.length - 1 &&
    filled.every(
      (cell) =>
        cell.length <= LONGEST_HEADING &&
        /\p{L}/u.test(cell) &&
        !looksLikeDate(cell) &&
        !looksLikeAmount(cell),
    )
  );
}

/**
 * A hash that all files of one layout share: of the delimiter and the headings, or without headings of the
 * columns' kinds of values, which one bank keeps from file to file.
 */
export function headerFingerprint(
  delimiter: Delimiter,
  headings: readonly string[] | null,
  valueKinds: readonly string[],
): string {
  const names = headings
    ? headings.slice(0, filledWidth(headings)).map(plainText)
    : ['no headings', ...valueKinds];
  return createHash('sha256')
    .update(JSON.stringify([delimiter, ...names]))
    .digest('hex');
}
