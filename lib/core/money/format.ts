import { intlLocale } from '@/lib/platform/i18n/intl-locale';

/** The true minus sign: as wide as a plus and a digit, so columns of amounts line up. */
const MINUS = '\u2212';

export interface MoneyFormat {
  locale: string;
  /** Written the locale's way when given; left out when the column already says it. */
  currency?: string | undefined;
  /** Income carries a plus. */
  signed?: boolean | undefined;
  /** "1.2m" for the axes of charts, where the exact amount stands in the tooltip. */
  compact?: boolean | undefined;
  /** The currency in words, for speech: "Czech korunas". */
  spoken?: boolean | undefined;
}

export interface MoneyPart {
  kind: 'whole' | 'fraction' | 'currency';
  text: string;
}

const formatters = new Map<string, Intl.NumberFormat>();

function formatterFor(
  decimals: number,
  { locale, currency, signed, compact, spoken }: MoneyFormat,
): Intl.NumberFormat {
  const key = [locale, currency, decimals, signed, compact, spoken].join('|');
  let formatter = formatters.get(key);
  if (!formatter) {
    formatter = new Intl.NumberFormat(intlLocale(locale), {
      ...(currency ? { style: 'currency', currency, currencyDisplay: spoken ? 'name' : 'symbol' } : {}),
      ...(compact
        ? { notation: 'compact', maximumFractionDigits: 1 }
        : { minimumFractionDigits: decimals, maximumFractionDigits: decimals }),
      signDisplay: signed ? 'exceptZero' : 'negative',
    });
    formatters.set(key, formatter);
  }
  return formatter;
}

/**
 * An exact decimal string ("-1234.50") in parts, so that decimals can be drawn lighter. As many decimals as
 * the string has.
 */
export function moneyParts(amount: string, format: MoneyFormat): MoneyPart[] {
  const decimals = amount.split('.')[1]?.length ?? 0;
  // Intl reads a decimal string exactly; a number would lose cents from nine quadrillion upwards.
  const parts = formatterFor(decimals, format).formatToParts(amount as Intl.StringNumericLiteral);
  return parts.map(({ type, value }) => ({
    kind: type === 'decimal' || type === 'fraction' ? 'fraction' : type === 'currency' ? 'currency' : 'whole',
    text: type === 'minusSign' ? MINUS : value,
  }));
}

/** The same as one text: for tooltips, labels of buttons and toasts. */
export function formatMoney(amount: string, format: MoneyFormat): string {
  return moneyParts(amount, format)
    .map((part) => part.text)
    .join('');
}

/** A share such as 0.1234 as "12%" or "12 %". */
export function formatShare(share: number, locale: string): string {
  return new Intl.NumberFormat(intlLocale(locale), {
    style: 'percent',
    maximumFractionDigits: Math.abs(share) < 0.1 ? 1 : 0,
  }).format(share);
}
