import { isIndexed } from '@/lib/platform/vault/blind-index';
import type { Vault } from '@/lib/platform/vault/vault';
import { cutWord, wordGroupsOf } from '@/lib/platform/vault/words';
import { amountTerm, wordsOfRow } from '@/lib/ledger/rows/search';
import type { Transaction } from '@/lib/ledger/rows/types';
import type { Condition, Parameter } from './condition';

/**
 * One part of a search: a row holds it when it has one of the amounts, or begins words with all words of one
 * of the lists.
 */
type Part = { words: string[][]; amounts: string[] };

/** More than anybody types; what a longer text says after them is not looked for. */
const MOST_PARTS = 10;

/** A number with its thousands apart, or whatever stands between spaces. */
const PIECE = /[+-]?\d{1,3}(?: \d{3})+(?:[.,]\d{1,4})?(?= |$)|\S+/g;

/** What a text looks for; nothing when it has neither letters nor digits. */
export function readSearch(text: string): Part[] {
  const pieces = text.replace(/\s+/g, ' ').replace(/−/g, '-').match(PIECE) ?? [];
  return pieces.flatMap(partsOf).slice(0, MOST_PARTS);
}

function partsOf(piece: string): Part[] {
  const groups = wordGroupsOf(piece);
  const amounts = amountsOf(piece);
  if (amounts.length === 0)
    return groups.map((parts) => ({
      words: parts.length === 1 ? [[joined(parts)]] : [[joined(parts)], parts.map(cutWord)],
      amounts,
    }));
  // What is written as an amount is no word of two letters: looking for those would open every row of the
  // household.
  const isPlain = /^\d+$/.test(piece);
  const words = groups.map(joined);
  return [{ words: isPlain || words.some(isIndexed) ? [words] : [], amounts }];
}

/** What punctuation holds together as one word. */
function joined(parts: readonly string[]): string {
  return cutWord(parts.join(''));
}

/**
 * The amounts that a piece may mean, as amountTerm writes them: both signs unless one is written, and both
 * readings where a sign of punctuation may be that of thousands or of decimals.
 */
function amountsOf(piece: string): string[] {
  const [, sign = '', number = ''] = /^([+-]?)(\d[\d .,]*)$/.exec(piece.replaceAll(' ', '')) ?? [];
  const readings: string[] = [];
  const decimal = /^(\d+)(?:[.,](\d{1,4}))?$/.exec(number);
  if (decimal) readings.push(`${decimal[1]}.${decimal[2] ?? ''}`);
  const thousands = /^\d{1,3}(?:([.,])\d{3}(?:\1\d{3})*)(?:(?!\1)[.,](\d{1,4}))?$/.exec(number);
  if (thousands) {
    const fraction = thousands[2] ?? '';
    const whole = fraction ? number.slice(0, -fraction.length - 1) : number;
    readings.push(`${whole.replace(/[.,]/g, '')}.${fraction}`);
  }
  return readings
    .map((reading) => reading.replace(/^0+(?=\d)/, '').replace(/\.?0*$/, ''))
    .flatMap((reading) => (sign ? [sign] : ['+', '-']).map((written) => written + reading));
}

/** Whether these words hold every part of a search; amounts are not looked for. */
export function holdsWords(search: readonly Part[], words: readonly string[]): boolean {
  return search.every((part) => beginsWords(part, words));
}

function beginsWords(part: Part, words: readonly string[]): boolean {
  return part.words.some((list) => list.every((start) => words.some((word) => word.startsWith(start))));
}

/**
 * The condition of a text. `isIndexed` says whether the household's rows have today's tokens: as long as they
 * have not, rows are opened. So they are for words that are too short for the index; the longer ones of the
 * same search narrow them down.
 */
export function textCondition(text: string, vault: Vault, isCurrent: boolean): Condition {
  const search = readSearch(text);
  const row = (transaction: Transaction) => {
    const words = wordsOfRow(transaction);
    const amount = amountTerm(transaction.amountMinor, transaction.account.currency);
    return (
      search.length > 0 && search.every((part) => part.amounts.includes(amount) || beginsWords(part, words))
    );
  };
  // A text of signs alone is a condition too: nothing is known to contain it.
  if (search.length === 0) return { row, sql: () => 'false', decides: true };
  if (!isCurrent) return { row, sql: null, decides: false };
  return {
    row,
    sql: (parameter) => tokensOf(search, vault, parameter),
    decides: search.every(({ words }) => words.flat().every(isIndexed)),
  };
}

function tokensOf(search: readonly Part[], vault: Vault, parameter: Parameter): string {
  const holds = (tokens: readonly string[]) => `t.search_tokens @> ${parameter(tokens)}::bigint[]`;
  const always: string[] = [];
  const either: string[][][] = [];
  for (const { words, amounts } of search) {
    const choices = [
      ...words.map((list) => list.filter(isIndexed).map((word) => vault.wordToken(word))),
      ...amounts.map((term) => [vault.termToken(term)]),
    ];
    // A choice that the index knows nothing of leaves all rows to be opened.
    if (choices.some(({ length }) => length === 0)) continue;
    if (choices.length === 1) always.push(...choices.flat());
    else either.push(choices);
  }
  return [
    ...(always.length > 0 ? [holds(always)] : []),
    ...either.map((choices) => `(${choices.map(holds).join(' OR ')})`),
  ].join(' AND ');
}
