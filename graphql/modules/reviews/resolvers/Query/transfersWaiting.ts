import { sumWaitingTransfers } from '@/lib/intake/reviews/data';
import type { QueryResolvers } from '../../../../__generated__/types';

export const transfersWaiting: NonNullable<QueryResolvers['transfersWaiting']> = async (
  _parent,
  _args,
  context,
) => sumWaitingTransfers(context.scope().householdId, await context.reference());
