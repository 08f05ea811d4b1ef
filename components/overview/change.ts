import { ratio, signOf, subtractAmounts } from './exact';

export interface Change {
  /** Now minus before, exact. */
  difference: string;
  /** Of the amount before: 0.25 is a quarter more of it. Null where a percentage would say nothing true. */
  share: number | null;
}

/**
 * How an amount differs from the one of the period before.
 *
 * There is no percentage of nothing, and none across zero: from −100 to +50 is no "150 %".
 */
export function changeOf(now: string, before: string): Change {
  const difference = subtractAmounts(now, before);
  const comparable = signOf(before) !== 0 && signOf(now) !== -signOf(before);
  return { difference, share: comparable ? ratio(difference, before) : null };
}
