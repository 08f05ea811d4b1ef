import { findOfferedPlace } from '@/lib/people/memberships/data';
import type { QueryResolvers } from '../../../../__generated__/types';

export const offeredPlace: NonNullable<QueryResolvers['offeredPlace']> = (_parent, { token }) =>
  findOfferedPlace(token);
