import { closeAccount as closeInHousehold } from '@/lib/ledger/accounts/mutations';
import { payload } from '@/graphql/errors';
import type { MutationResolvers } from '../../../../__generated__/types';

export const closeAccount: NonNullable<MutationResolvers['closeAccount']> = (
  _parent,
  { id, on },
  context,
) => {
  const { householdId } = context.writeScope();
  return payload(context, async () => ({
    account: await closeInHousehold(householdId, id, on ?? (await context.today())),
  }));
};
