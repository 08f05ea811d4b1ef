import type { GraphQLContext } from '@/graphql/context';
import type { Transaction } from '@/lib/ledger/rows/types';
import type { TransferResolvers } from '../../../__generated__/types';

export const Transfer: TransferResolvers = {
  out: (transfer, _args, context) => ('outId' in transfer ? side(context, transfer.outId) : transfer.out),
  in: (transfer, _args, context) => ('inId' in transfer ? side(context, transfer.inId) : transfer.in),
};

async function side(context: GraphQLContext, id: string): Promise<Transaction> {
  const found = await context.transaction(id);
  if (!found) throw new Error('A transfer has lost one of its sides.');
  return found;
}
