import { cancelPersonDeletion as cancel } from '@/lib/exchange/erasure/mutations';
import { payload } from '@/graphql/errors';
import type { MutationResolvers } from '../../../../__generated__/types';

export const cancelPersonDeletion: NonNullable<MutationResolvers['cancelPersonDeletion']> = (
  _parent,
  _args,
  context,
) => {
  const { user } = context.personScope();
  return payload(context, async () => {
    await cancel(context.actor(), new Date());
    return { user };
  });
};
