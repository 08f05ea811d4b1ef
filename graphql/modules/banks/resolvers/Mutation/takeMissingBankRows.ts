import { takeMissingRows } from '@/lib/intake/banks/proof/mutations';
import { payload } from '@/graphql/errors';
import type { MutationResolvers } from '../../../../__generated__/types';

export const takeMissingBankRows: NonNullable<MutationResolvers['takeMissingBankRows']> = (
  _parent,
  { accountId },
  context,
) => {
  const { householdId } = context.writeScope();
  return payload(context, async () => {
    await takeMissingRows(householdId, accountId);
    context.forget();
    return { account: (await context.reference()).accounts.get(accountId) ?? null };
  });
};
