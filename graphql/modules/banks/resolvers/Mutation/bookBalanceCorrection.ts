import { bookCorrection } from '@/lib/intake/banks/proof/mutations';
import { payload } from '@/graphql/errors';
import type { MutationResolvers } from '../../../../__generated__/types';

export const bookBalanceCorrection: NonNullable<MutationResolvers['bookBalanceCorrection']> = (
  _parent,
  { accountId, payee },
  context,
) => {
  const { householdId } = context.writeScope();
  return payload(context, async () => {
    await bookCorrection(householdId, accountId, payee?.trim().slice(0, 200) || 'Balance correction');
    context.forget();
    return { account: (await context.reference()).accounts.get(accountId) ?? null };
  });
};
