import type { TransactionResolvers } from '../../../__generated__/types';

export const Transaction: Pick<TransactionResolvers, 'transfer'> = {
  // Most are no transfer, and their row says so: nothing is asked for them.
  transfer: ({ id, kind }, _args, context) => (kind === 'TRANSFER' ? context.transfer(id) : null),
};
