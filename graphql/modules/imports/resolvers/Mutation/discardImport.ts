import { findImport } from '@/lib/imports/data';
import { discardImport as discardInHousehold } from '@/lib/imports/mutations';
import { payload } from '@/graphql/errors';
import type { MutationResolvers } from './../../../../__generated__/types';

export const discardImport: NonNullable<MutationResolvers['discardImport']> = (_parent, { id }, context) => {
  const { householdId } = context.writeScope();
  return payload(context, async () => {
    const discarded = await findImport(householdId, await context.reference(), id);
    await discardInHousehold(householdId, id);
    return { import: discarded };
  });
};
