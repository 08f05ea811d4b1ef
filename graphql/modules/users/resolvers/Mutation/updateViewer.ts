import { updateViewer as updateUser } from '@/lib/people/users/mutations';
import { payload } from '@/graphql/errors';
import type { MutationResolvers } from '../../../../__generated__/types';

export const updateViewer: NonNullable<MutationResolvers['updateViewer']> = (_parent, { input }, context) => {
  const { user } = context.personScope();
  return payload(context, async () => ({ user: await updateUser(user.id, input) }));
};
