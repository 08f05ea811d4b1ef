import type { Review, ReviewTransaction } from './queries';

/** What a card shows of a transaction or of a bank's row, in the same words for both. */
export interface Side {
  account: string;
  date: string;
  amount: string;
  /** As stated, which may be none or a code that Saldo does not know. */
  currency: string | null;
  payee: string | null;
  description: string | null;
  isPending: boolean;
}
export type ComparedField = 'date' | 'amount' | 'payee';

export function sideOf({ account, date, amount, payee, description, status }: ReviewTransaction): Side {
  return { account: account.name, date, ...amount, payee, description, isPending: status === 'PENDING' };
}

/** The bank's row of a review as a side; null where there is none. */
export function bankSide({ bankRow, account }: Review): Side | null {
  if (!bankRow) return null;
  const { date, amount, currency, payee, description, status } = bankRow;
  return {
    account: account.name,
    date,
    amount,
    currency: currency ?? account.currency,
    payee,
    description,
    isPending: status === 'PENDING',
  };
}

/** In which of these fields two sides of one thing differ. */
export function differences(
  one: Side,
  other: Side,
  fields: readonly ComparedField[],
): ReadonlySet<ComparedField> {
  return new Set(fields.filter((field) => one[field] !== other[field]));
}

/**
 * In what the sides of a possible transfer differ although they need not: the day, and the amount where both
 * are in one currency. Payees of the two sides are hardly ever the same.
 */
export function transferDifferences(one: Side, other: Side): ReadonlySet<ComparedField> {
  const unsigned = (side: Side) => ({ ...side, amount: side.amount.replace('-', '') });
  return differences(
    unsigned(one),
    unsigned(other),
    one.currency === other.currency ? ['date', 'amount'] : ['date'],
  );
}
