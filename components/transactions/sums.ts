import { formatDecimal, parseDecimal } from '@/lib/core/money/decimal';

export interface MoneyText {
  /** An exact decimal string. */
  amount: string;
  currency: string;
}

/** Adds amounts exactly, each currency on its own, in the order the currencies first appear. */
export function addUp(amounts: Iterable<MoneyText>): MoneyText[] {
  const minor = new Map<string, bigint>();
  for (const { amount, currency } of amounts) {
    const parsed = parseDecimal(amount, currency);
    if (typeof parsed === 'bigint') minor.set(currency, (minor.get(currency) ?? 0n) + parsed);
  }
  return [...minor].map(([currency, sum]) => ({ amount: formatDecimal(sum, currency), currency }));
}

/** The amount with the sign that its kind says, whatever sign was typed. */
export function withSign(amount: string, kind: 'INCOME' | 'EXPENSE'): string {
  const absolute = amount.replace(/^[+-]/, '');
  return kind === 'EXPENSE' ? `-${absolute}` : absolute;
}

/** What is left of an amount without the parts, all of one currency. */
export function subtract(whole: MoneyText, parts: readonly MoneyText[]): string {
  const minor = ({ amount, currency }: MoneyText) => BigInt(parseDecimal(amount, currency));
  return formatDecimal(
    parts.reduce((rest, part) => rest - minor(part), minor(whole)),
    whole.currency,
  );
}
