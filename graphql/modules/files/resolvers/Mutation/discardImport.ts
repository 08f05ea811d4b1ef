import { findImport } from '@/lib/intake/files/data';
import { discardImport as discardInHousehold } from '@/lib/intake/files/mutations';
import { payload } from '@/graphql/errors';
import type { MutationResolvers } from '../../../../__generated__/types';

export const discardImport: NonNullable<MutationResolvers['discardImport']> = (_parent, { id }, context) => {
  const { householdId } = context.writeScope();
  return payload(context, async () => {
    const discarded = await findImport(householdId, await context.reference(), id);
    await discardInHousehold(householdId, id);
    return { import: discarded };
  });
};
