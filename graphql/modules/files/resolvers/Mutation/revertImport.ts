import { findImport } from '@/lib/intake/files/data';
import { revertImport as revertInHousehold } from '@/lib/intake/files/mutations';
import { payload } from '@/graphql/errors';
import type { MutationResolvers } from '../../../../__generated__/types';

export const revertImport: NonNullable<MutationResolvers['revertImport']> = (_parent, { id }, context) => {
  const { householdId } = context.writeScope();
  return payload(context, async () => {
    await revertInHousehold(householdId, id);
    context.forget();
    return { import: await findImport(householdId, await context.reference(), id) };
  });
};
