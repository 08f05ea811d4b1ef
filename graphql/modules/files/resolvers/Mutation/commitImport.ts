import { findImport } from '@/lib/intake/files/data';
import { commitImport as commitInHousehold } from '@/lib/intake/files/mutations';
import { payload } from '@/graphql/errors';
import type { MutationResolvers } from '../../../../__generated__/types';

export const commitImport: NonNullable<MutationResolvers['commitImport']> = (_parent, { id }, context) => {
  const { householdId } = context.writeScope();
  return payload(context, async () => {
    await commitInHousehold(householdId, id);
    context.forget();
    return { import: await findImport(householdId, await context.reference(), id) };
  });
};
