import { findImport } from '@/lib/intake/files/data';
import type { QueryResolvers } from '../../../../__generated__/types';

export const importById: NonNullable<QueryResolvers['importById']> = async (_parent, { id }, context) =>
  findImport(context.scope().householdId, await context.reference(), id);
