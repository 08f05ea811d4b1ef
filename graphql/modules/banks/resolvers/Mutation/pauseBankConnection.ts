import { pauseConnection } from '@/lib/intake/banks/connections/mutations';
import { payload } from '@/graphql/errors';
import type { MutationResolvers } from '../../../../__generated__/types';

export const pauseBankConnection: NonNullable<MutationResolvers['pauseBankConnection']> = (
  _parent,
  { id, paused },
  context,
) => {
  const { householdId } = context.writeScope();
  return payload(context, async () => {
    await pauseConnection(householdId, id, paused);
    context.forget();
    return { connection: await context.connection(id) };
  });
};
