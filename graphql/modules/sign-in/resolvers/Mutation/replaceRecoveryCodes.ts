import { replaceRecoveryCodes as replace } from '@/lib/people/sign-in/totp/mutations';
import { readFactors } from '@/lib/people/sign-in/totp/data';
import { payload } from '@/graphql/errors';
import type { MutationResolvers } from '../../../../__generated__/types';

export const replaceRecoveryCodes: NonNullable<MutationResolvers['replaceRecoveryCodes']> = (
  _parent,
  _args,
  context,
) => {
  const { user } = context.confirmedScope();
  return payload(context, async () => {
    const recoveryCodes = await replace(context.actor());
    return { recoveryCodes, methods: await readFactors(user.id) };
  });
};
