import { unlinkIdentity as unlink } from '@/lib/people/sign-in/oidc/mutations';
import { readFactors } from '@/lib/people/sign-in/totp/data';
import { payload } from '@/graphql/errors';
import type { MutationResolvers } from '../../../../__generated__/types';

export const unlinkIdentity: NonNullable<MutationResolvers['unlinkIdentity']> = (
  _parent,
  { id },
  context,
) => {
  const { user } = context.confirmedScope();
  return payload(context, async () => {
    await unlink(context.actor(), id);
    return { methods: await readFactors(user.id) };
  });
};
