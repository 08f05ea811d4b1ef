import { findWaiting } from '@/lib/people/sign-in/password/data';
import type { QueryResolvers } from '../../../../__generated__/types';

export const waitingFor: NonNullable<QueryResolvers['waitingFor']> = (_parent, _args, { caller, viewer }) =>
  caller.token === null || viewer ? [] : findWaiting(caller.token);
