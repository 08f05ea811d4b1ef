import { beginConnection } from '@/lib/intake/banks/connections/mutations';
import { fromProviderName } from '../../provider-id';
import { payload } from '@/graphql/errors';
import type { MutationResolvers } from '../../../../__generated__/types';

export const beginBankConnection: NonNullable<MutationResolvers['beginBankConnection']> = (
  _parent,
  { input },
  context,
) => {
  const { householdId, user } = context.writeScope();
  return payload(context, () =>
    beginConnection(householdId, user.id, {
      provider: fromProviderName(input.provider),
      connectionId: input.connectionId ?? null,
    }),
  );
};
