import type { AccountType } from '@/graphql/__generated__/client/graphql';
import { sumAmounts } from '@/components/overview/exact';
import { accountTypes } from './account-types';

interface Listed {
  type: AccountType;
  currency: string;
  balance: { amount: string };
}

export interface Total {
  currency: string;
  amount: string;
}

/** Accounts by type, in the order of `accountTypes`; types without an account are left out. */
export function groupByType<A extends Listed>(
  accounts: readonly A[],
): { type: AccountType; accounts: A[]; totals: Total[] }[] {
  return accountTypes
    .map((type) => accounts.filter((account) => account.type === type))
    .flatMap((group) =>
      group[0] ? [{ type: group[0].type, accounts: group, totals: totalsByCurrency(group) }] : [],
    );
}

/** Exact sums, one per currency, in order of first appearance. Currencies are never added to each other. */
export function totalsByCurrency(accounts: readonly Listed[]): Total[] {
  const currencies = [...new Set(accounts.map(({ currency }) => currency))];
  return currencies.map((currency) => ({
    currency,
    amount: sumAmounts(
      accounts.filter((account) => account.currency === currency).map(({ balance }) => balance.amount),
    ),
  }));
}
