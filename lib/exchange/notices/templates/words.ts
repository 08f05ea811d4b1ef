import { createTranslator } from 'next-intl';
import cs from '../../../../messages/cs.json';
import en from '../../../../messages/en.json';
import { formatDate, type DateStyle } from '@/lib/core/dates/format';
import type { LocalDate } from '@/lib/core/dates/local-date';
import type { Locale } from '@/lib/platform/i18n/locales';
import { formatDecimal } from '@/lib/core/money/decimal';
import { formatMoney } from '@/lib/core/money/format';

/**
 * The words of mails in a reader's language, and how it writes amounts and days. A message that is missing
 * throws: half a mail must not go out.
 */
export function wordsIn(locale: Locale) {
  const onError = (error: Error) => {
    throw error;
  };
  return {
    // Czech has the keys of English; a test holds it to them.
    t: createTranslator({
      locale,
      messages: locale === 'cs' ? (cs satisfies typeof en) : en,
      namespace: 'mail',
      timeZone: 'UTC',
      onError,
    }),
    /** `amountMinor` in minor units of `currency`, exactly. */
    money: (amountMinor: bigint, currency: string, { signed = false } = {}) =>
      formatMoney(formatDecimal(amountMinor, currency), { locale, currency, signed }),
    date: (date: LocalDate, style?: DateStyle) => formatDate(date, locale, style),
  };
}

export type Words = ReturnType<typeof wordsIn>;
