import { findBalanceProof } from '@/lib/intake/banks/proof/data';
import type { AccountResolvers } from '../../../__generated__/types';

export const Account: Pick<AccountResolvers, 'balanceProof' | 'bankConnection'> = {
  balanceProof: async (account, _args, context) => {
    const proof = await findBalanceProof(context.scope().householdId, await context.reference(), account);
    return proof && { ...proof, currency: account.currency };
  },
  bankConnection: async ({ id }, _args, context) =>
    (await context.connections()).find(({ accounts }) =>
      accounts.some(({ account }) => account?.id === id),
    ) ?? null,
};
