import { listImports } from '@/lib/imports/data';
import { badInput } from '@/graphql/errors';
import type { QueryResolvers } from './../../../../__generated__/types';

const MAX_IMPORTS = 100;

export const imports: NonNullable<QueryResolvers['imports']> = async (_parent, { first }, context) => {
  if (first === null || first < 1 || first > MAX_IMPORTS) throw badInput(`Ask for 1 to ${MAX_IMPORTS} imports.`);
  return listImports(context.scope().householdId, await context.reference(), first);
};
