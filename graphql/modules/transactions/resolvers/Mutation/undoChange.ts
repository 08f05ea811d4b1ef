import { undoChange as undoInLedger } from '@/lib/ledger/changes/mutations';
import { payload } from '@/graphql/errors';
import type { MutationResolvers } from '../../../../__generated__/types';

export const undoChange: NonNullable<MutationResolvers['undoChange']> = (_parent, { id }, context) => {
  const { householdId, user } = context.writeScope();
  return payload(context, async () => ({ transactions: await undoInLedger(householdId, id, user.id) }));
};
