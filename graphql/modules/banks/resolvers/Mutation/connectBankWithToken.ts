import { connectWithToken } from '@/lib/intake/banks/connections/mutations';
import { fromProviderName } from '../../provider-id';
import { payload } from '@/graphql/errors';
import type { MutationResolvers } from '../../../../__generated__/types';

export const connectBankWithToken: NonNullable<MutationResolvers['connectBankWithToken']> = (
  _parent,
  { input },
  context,
) => {
  const { householdId, user } = context.writeScope();
  return payload(context, async () => {
    const id = await connectWithToken(householdId, user.id, {
      provider: fromProviderName(input.provider),
      token: input.token,
      connectionId: input.connectionId ?? null,
    });
    context.forget();
    return { connection: await context.connection(id) };
  });
};
