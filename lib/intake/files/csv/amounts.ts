import { currencyOfSign } from './currencies';
import type { DecimalMark } from './mapping';

/**
 * `units` / 10^`scale`, exactly as written; `currency` is what stands beside the number, null if nothing or a
 * shared sign.
 */
export type ParsedAmount = { units: bigint; scale: number; currency: string | null };

/** No bank books more; a longer run of digits is an account number or a reference. */
const MAX_DIGITS = 15;
const PLAIN = /^([+-]?)(\d{1,15})(?:[.,](\d{1,2}))?$/;
const PARTS = /^([^\d]{0,12})(\d[\d.,\s'’´`]{0,30})([^\d]{0,12})$/;
const SPACES = /[\s'’´`]/g;

/**
 * Reads an amount cell: spaces, apostrophes, dots or commas between thousands, a sign before or after,
 * brackets or a trailing minus for money out, a currency code or sign on either side, CR/DR behind. Returns
 * null when the cell is not one amount.
 */
export function parseAmount(cell: string, mark: DecimalMark): ParsedAmount | null {
  // Nearly every cell of nearly every bank is plain; with one or two digits behind it, a mark cannot group
  // thousands.
  const plain = PLAIN.exec(cell);
  if (plain) {
    const fraction = plain[3] ?? '';
    return {
      units: BigInt((plain[1] === '-' ? '-' : '') + plain[2]! + fraction),
      scale: fraction.length,
      currency: null,
    };
  }
  if (cell.length > 60) return null;
  const parts = PARTS.exec(cell.trim());
  if (!parts) return null;
  let [, before = '', body = '', after = ''] = parts;
  body = body.replace(SPACES, '');
  // "1 500,-" is a way to write whole crowns, not a trailing minus.
  if (/[.,]$/.test(body)) {
    body = body.slice(0, -1);
    after = after.replace(/^[-–—]{1,2}/, '');
  }
  if (before.endsWith(mark)) {
    body = `0${mark}${body}`;
    before = before.slice(0, -1);
  }
  const number = splitNumber(body, mark);
  const affix = readAffixes(before, after);
  if (!number || !affix || number.integer.length + number.fraction.length > MAX_DIGITS) return null;
  const units = BigInt(number.integer + number.fraction);
  return { units: affix.negative ? -units : units, scale: number.fraction.length, currency: affix.currency };
}

/** Whether the cell reads as an amount under one of the two decimal marks. */
export function looksLikeAmount(cell: string): boolean {
  return /\d/.test(cell.slice(0, 60)) && (parseAmount(cell, '.') !== null || parseAmount(cell, ',') !== null);
}

/** Minor units of a currency with `exponent` decimals; null when digits other than zero would be lost. */
export function toMinor({ units, scale }: ParsedAmount, exponent: number): bigint | null {
  if (scale <= exponent) return units * 10n ** BigInt(exponent - scale);
  const divisor = 10n ** BigInt(scale - exponent);
  return units % divisor === 0n ? units / divisor : null;
}

/**
 * Which mark separates decimals in these cells, by majority. `sure` is false when every cell could be read
 * both ways ("1.500" alone), where three digits behind a mark are taken as thousands.
 */
export function decideDecimalMark(
  cells: Iterable<string>,
  otherwise: DecimalMark,
): { mark: DecimalMark; sure: boolean } {
  const votes = { '.': 0, ',': 0 };
  const weak = { '.': 0, ',': 0 };
  for (const cell of cells) {
    const body = /\d[\d.,]*/.exec(cell.replace(SPACES, ''))?.[0].replace(/[.,]$/, '');
    if (!body) continue;
    const dot = body.lastIndexOf('.');
    const comma = body.lastIndexOf(',');
    if (dot === -1 && comma === -1) continue;
    const mark: DecimalMark = dot > comma ? '.' : ',';
    const other: DecimalMark = mark === '.' ? ',' : '.';
    const position = Math.max(dot, comma);
    if (dot !== -1 && comma !== -1) votes[mark]++;
    else if (body.indexOf(mark) !== position) votes[other]++;
    else if (body.length - position - 1 !== 3 || position > 3 || body.startsWith('0')) votes[mark]++;
    else weak[other]++;
  }
  if (votes['.'] !== votes[',']) return { mark: votes['.'] > votes[','] ? '.' : ',', sure: true };
  if (weak['.'] !== weak[',']) return { mark: weak['.'] > weak[','] ? '.' : ',', sure: false };
  return { mark: otherwise, sure: true };
}

function splitNumber(body: string, mark: DecimalMark): { integer: string; fraction: string } | null {
  const position = body.lastIndexOf(mark);
  const fraction = position === -1 ? '' : body.slice(position + 1);
  const whole = position === -1 ? body : body.slice(0, position);
  const group = mark === '.' ? ',' : '.';
  if (!/^\d*$/.test(fraction) || whole.includes(mark)) return null;
  if (!whole.includes(group)) return { integer: whole, fraction };
  const [first = '', ...groups] = whole.split(group);
  const last = groups.at(-1) ?? '';
  // Indian grouping (1,23,456.00) has two digits in all groups but the last.
  const regular =
    groups.every((digits) => digits.length === 3) ||
    (group === ',' && last.length === 3 && groups.slice(0, -1).every((digits) => digits.length === 2));
  if (regular && first.length <= 3) return { integer: whole.split(group).join(''), fraction };
  // One group of one or two digits under the wrong mark can only be decimals.
  if (position === -1 && groups.length === 1 && last.length < 3) return { integer: first, fraction: last };
  return null;
}

const DEBIT_SUFFIX = /^(?:DR|DB|D|S)$/i;
const CREDIT_SUFFIX = /^(?:CR|C|H)$/i;

function readAffixes(before: string, after: string): { negative: boolean; currency: string | null } | null {
  let negative = false;
  let currency: string | null = null;
  if (before.includes('(') !== after.includes(')')) return null;
  if (before.includes('(')) negative = true;
  for (const affix of [before, after]) {
    if (affix === '') continue;
    if (/[-−–]/.test(affix)) negative = true;
    const words = affix.replace(/[-−–+()]/g, ' ').trim();
    for (const word of words === '' ? [] : words.split(/\s+/)) {
      if (affix === after && DEBIT_SUFFIX.test(word)) negative = true;
      else if (affix === after && CREDIT_SUFFIX.test(word)) continue;
      else {
        const found = currencyOfSign(word);
        if (found === null) return null;
        currency = found || currency;
      }
    }
  }
  return { negative, currency };
}
