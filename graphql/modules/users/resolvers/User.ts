import { isEmailVerified } from '@/lib/people/users/data';
import type { UserResolvers } from '../../../__generated__/types';

export const User: Pick<
  UserResolvers,
  'email' | 'emailVerified' | 'id' | 'locale' | 'monthlySummary' | 'name' | 'theme'
> = {
  theme: ({ theme }) => theme ?? 'SYSTEM',
  emailVerified: ({ id }) => isEmailVerified(id),
};
