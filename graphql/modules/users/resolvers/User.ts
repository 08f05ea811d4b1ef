import { isEmailVerified } from '@/lib/users/data';
import type { UserResolvers } from './../../../__generated__/types';

export const User: UserResolvers = {
  theme: ({ theme }) => theme ?? 'SYSTEM',
  emailVerified: ({ id }) => isEmailVerified(id),
};
