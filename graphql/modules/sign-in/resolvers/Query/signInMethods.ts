import { readFactors } from '@/lib/people/sign-in/totp/data';
import type { QueryResolvers } from '../../../../__generated__/types';

export const signInMethods: NonNullable<QueryResolvers['signInMethods']> = (_parent, _args, context) =>
  readFactors(context.personScope().user.id);
