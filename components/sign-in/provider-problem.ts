/**
 * What can go wrong on the way back from a provider, as it stands in the address: our own reasons, and
 * next-auth's as one.
 */
const reasons = ['known-address', 'no-address', 'confirm-first', 'taken', 'too-long-ago'] as const;
export type ProviderProblem = (typeof reasons)[number] | 'failed';

/** Null without any. The address bar is anybody's to fill: what is not known is a failure without a name. */
export function problemAt(error: string | string[] | undefined): ProviderProblem | null {
  if (error === undefined) return null;
  return reasons.find((reason) => reason === error) ?? 'failed';
}
