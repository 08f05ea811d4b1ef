/**
 * Sums of exact decimal strings of one currency, which all have the same number of decimals. What is shown is
 * never added up in floating point.
 */
export function sumAmounts(amounts: readonly string[]): string {
  const decimals = Math.max(0, ...amounts.map(decimalsOf));
  return write(
    amounts.reduce((sum, amount) => sum + toMinor(amount, decimals), 0n),
    decimals,
  );
}

/** a − b. */
export function subtractAmounts(a: string, b: string): string {
  const decimals = Math.max(decimalsOf(a), decimalsOf(b));
  return write(toMinor(a, decimals) - toMinor(b, decimals), decimals);
}

/** -1, 0 or 1. */
export function signOf(amount: string): number {
  return /[1-9]/.test(amount) ? (amount.startsWith('-') ? -1 : 1) : 0;
}

/** Orders by size regardless of sign, the largest first. */
export function byMagnitude(a: string, b: string): number {
  const decimals = Math.max(decimalsOf(a), decimalsOf(b));
  const difference = magnitude(toMinor(b, decimals)) - magnitude(toMinor(a, decimals));
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/**
 * a / b as a number good for drawing and percentages: exact to a ten-thousandth before it becomes one. `b`
 * must not be zero.
 */
export function ratio(a: string, b: string): number {
  const decimals = Math.max(decimalsOf(a), decimalsOf(b));
  return Number((toMinor(a, decimals) * 10_000n) / toMinor(b, decimals)) / 10_000;
}

function decimalsOf(amount: string): number {
  return amount.split('.')[1]?.length ?? 0;
}

function toMinor(amount: string, decimals: number): bigint {
  const [whole = '', fraction = ''] = amount.split('.');
  return BigInt(whole + fraction.padEnd(decimals, '0'));
}

function magnitude(value: bigint): bigint {
  return value < 0n ? -value : value;
}

function write(minor: bigint, decimals: number): string {
  const digits = magnitude(minor)
    .toString()
    .padStart(decimals + 1, '0');
  const cut = digits.length - decimals;
  return `${minor < 0n ? '-' : ''}${digits.slice(0, cut)}${decimals > 0 ? `.${digits.slice(cut)}` : ''}`;
}
