import { chooseAccounts } from '@/lib/intake/banks/connections/mutations';
import { payload } from '@/graphql/errors';
import type { MutationResolvers } from '../../../../__generated__/types';

export const chooseBankAccounts: NonNullable<MutationResolvers['chooseBankAccounts']> = (
  _parent,
  { connectionId, accounts },
  context,
) => {
  const { householdId } = context.writeScope();
  return payload(context, async () => {
    await chooseAccounts(householdId, connectionId, accounts, await context.today());
    context.forget();
    return { connection: await context.connection(connectionId) };
  });
};
