import { syncConnection } from '@/lib/intake/banks/connections/mutations';
import { payload } from '@/graphql/errors';
import type { MutationResolvers } from '../../../../__generated__/types';

export const syncBankConnection: NonNullable<MutationResolvers['syncBankConnection']> = (
  _parent,
  { id },
  context,
) => {
  const { householdId } = context.writeScope();
  return payload(context, async () => {
    await syncConnection(householdId, id);
    context.forget();
    return { connection: await context.connection(id) };
  });
};
