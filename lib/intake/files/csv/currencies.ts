import { isCurrencyCode } from '@/lib/core/money/currency';

/** Signs that mean one currency only. `$` and `kr` are shared by many and therefore state none. */
const SIGNS: Readonly<Record<string, string>> = {
  '€': 'EUR',
  '£': 'GBP',
  kč: 'CZK',
  kčs: 'CSK',
  zł: 'PLN',
  ft: 'HUF',
  lei: 'RON',
  leu: 'RON',
  r$: 'BRL',
  us$: 'USD',
  usd$: 'USD',
  c$: 'CAD',
  ca$: 'CAD',
  a$: 'AUD',
  au$: 'AUD',
  nz$: 'NZD',
  '¥': 'JPY',
  '₴': 'UAH',
  '₽': 'RUB',
  '₺': 'TRY',
  '₹': 'INR',
  '₪': 'ILS',
  '₩': 'KRW',
  лв: 'BGN',
  kn: 'HRK',
  sfr: 'CHF',
  fr: 'CHF',
  eur: 'EUR',
  euro: 'EUR',
  euros: 'EUR',
  din: 'RSD',
  грн: 'UAH',
};
/** What is longer is no heading, and blanks in it would be searched again from each of them. */
const LONGEST_HEADING = 200;
const SHARED_SIGNS: ReadonlySet<string> = new Set(['$', 'kr', 'kr.', '-kr', ',-']);

/**
 * What the letters and signs beside a number mean: a code, `''` for a sign that several currencies share,
 * null when it is not about a currency at all.
 */
export function currencyOfSign(sign: string): string | null {
  const upper = sign.toUpperCase();
  if (upper.length === 3 && isCurrencyCode(upper)) return upper;
  const lower = sign.toLowerCase();
  if (SHARED_SIGNS.has(lower)) return '';
  return SIGNS[lower] ?? SIGNS[lower.replace(/\.$/, '')] ?? null;
}

/**
 * The currency a heading states: "Betrag (EUR)", "Částka CZK", "Accredito in CHF", "Amount_EUR", "Betrag
 * (€)".
 *
 * Several codes are English words (ALL, TOP, TRY), so a code counts only in brackets or as the last word of
 * several.
 */
export function currencyInHeading(heading: string): string | null {
  if (heading.length > LONGEST_HEADING) return null;
  const bracketed = /[([]\s*([^()[\]]{1,6})\s*[)\]]/.exec(heading)?.[1];
  const last = /[^\s_]+[\s_]+([A-Z]{3}|€|£|Kč|zł|[Ee]uros?|EUROS?)\s*$/.exec(heading)?.[1];
  return (bracketed && currencyOfSign(bracketed.trim())) || (last && currencyOfSign(last)) || null;
}

/** A cell that is nothing but a currency code. */
export function currencyCell(cell: string): string | null {
  const code = cell.trim();
  return code.length === 3 && isCurrencyCode(code.toUpperCase()) ? code.toUpperCase() : null;
}
