/**
 * The locale that numbers and dates are written in. English means international English: day before month, as
 * the date field reads them, because Saldo's banks and most of its people are European.
 */
export function intlLocale(locale: string): string {
  return locale === 'cs' ? 'cs-CZ' : 'en-GB';
}
