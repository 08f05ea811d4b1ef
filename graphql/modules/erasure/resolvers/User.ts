import { findPersonDeletion } from '@/lib/people/users/data';
import type { UserResolvers } from '../../../__generated__/types';

export const User: Pick<UserResolvers, 'deletionAt'> = {
  deletionAt: ({ id }) => findPersonDeletion(id),
};
