const PENDING_PHRASES =
  /transakcja nierozliczona|umsatz vorgemerkt|pending transaction|neza[uú][cč]tovan[aá] transakce/i;

/** Whether a description itself says that the row is pending, as some banks do for want of a column. */
export function saysPending(description: string): boolean {
  return PENDING_PHRASES.test(description);
}

/** The text without the phrases of `saysPending`, so that a row keeps its identity when it clears. */
export function withoutPendingPhrases(description: string): string {
  return description.replace(PENDING_PHRASES, ' ');
}
