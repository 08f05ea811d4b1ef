import { sumsByMonth } from '@/lib/ledger/accounts/data';
import { dateField } from '@/lib/core/dates/date-field';
import { parseInput } from '@/lib/platform/errors/parse-input';
import { listMonths, monthOf } from '@/lib/core/dates/local-date';
import { badInput } from '@/graphql/errors';
import type { AccountResolvers } from '../../../__generated__/types';

const MAX_MONTHS = 240;

export const Account: Pick<
  AccountResolvers,
  | 'balance'
  | 'balanceToday'
  | 'balances'
  | 'closedOn'
  | 'counted'
  | 'currency'
  | 'id'
  | 'name'
  | 'number'
  | 'openingBalance'
  | 'private'
  | 'type'
  | 'upcoming'
> = {
  private: ({ privateToId }) => privateToId !== null,
  openingBalance: ({ openingBalanceMinor, currency }) => ({ amountMinor: openingBalanceMinor, currency }),
  balance: async ({ id, openingBalanceMinor, currency }, { on }, context) => {
    if (on) parseInput(dateField, on, ['on']);
    const sums = await context.sums(on ?? null);
    return { amountMinor: openingBalanceMinor + (sums.get(id) ?? 0n), currency };
  },
  balanceToday: async ({ id, openingBalanceMinor, currency }, _args, context) => {
    const sums = await context.sums(await context.today());
    return { amountMinor: openingBalanceMinor + (sums.get(id) ?? 0n), currency };
  },
  upcoming: async ({ id, currency }, _args, context) => {
    const [all, today] = [await context.sums(null), await context.sums(await context.today())];
    return { amountMinor: (all.get(id) ?? 0n) - (today.get(id) ?? 0n), currency };
  },
  balances: async ({ id, openingBalanceMinor, currency }, { from, to }, context) => {
    parseInput(dateField, from, ['from']);
    parseInput(dateField, to, ['to']);
    if (from > to) throw badInput('The period ends before it begins: swap from and to.');
    if (listMonths(monthOf(from), monthOf(to)).length > MAX_MONTHS)
      throw badInput(`The period is too long: ${MAX_MONTHS} months are the limit.`);
    const ends = await sumsByMonth(context.scope().householdId, id, from, to);
    return ends.map(({ date, sumMinor }) => ({
      date,
      balance: { amountMinor: openingBalanceMinor + sumMinor, currency },
    }));
  },
};
