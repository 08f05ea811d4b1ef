import { findImport } from '@/lib/intake/files/data';
import { updateImport as updateInHousehold } from '@/lib/intake/files/mutations';
import { payload } from '@/graphql/errors';
import type { MutationResolvers } from '../../../../__generated__/types';

export const updateImport: NonNullable<MutationResolvers['updateImport']> = (
  _parent,
  { id, input },
  context,
) => {
  const { householdId } = context.writeScope();
  return payload(context, async () => {
    await updateInHousehold(householdId, id, input);
    context.forget();
    return { import: await findImport(householdId, await context.reference(), id) };
  });
};
