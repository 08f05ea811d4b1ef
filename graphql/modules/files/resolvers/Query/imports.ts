import { listImports } from '@/lib/intake/files/data';
import { pageSize } from '@/graphql/page-size';
import type { QueryResolvers } from '../../../../__generated__/types';

const MAX_IMPORTS = 100;

export const imports: NonNullable<QueryResolvers['imports']> = async (_parent, { first }, context) => {
  return listImports(context.scope().householdId, await context.reference(), pageSize(first, MAX_IMPORTS));
};
