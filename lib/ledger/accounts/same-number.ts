/**
 * Whether two account numbers mean one account. They are compared by their digits: an IBAN ends with the
 * national number, which zeros pad, and banks write bank codes, spaces and dashes or leave them out. Fewer
 * than six digits prove nothing.
 */
export function isSameNumber(a: string | null, b: string | null): boolean {
  const [one, other] = [digitsOf(a), digitsOf(b)];
  return one.length >= 6 && other.length >= 6 && (one.endsWith(other) || other.endsWith(one));
}

function digitsOf(number: string | null): string {
  return (number ?? '').split('/')[0]?.replace(/\D/g, '').replace(/^0+/, '') ?? '';
}
