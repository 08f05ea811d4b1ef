import { askPersonDeletion as ask } from '@/lib/exchange/erasure/mutations';
import { payload } from '@/graphql/errors';
import type { MutationResolvers } from '../../../../__generated__/types';

export const askPersonDeletion: NonNullable<MutationResolvers['askPersonDeletion']> = (
  _parent,
  _args,
  context,
) => {
  const { user } = context.confirmedScope();
  return payload(context, async () => {
    await ask(context.actor(), new Date());
    return { user };
  });
};
