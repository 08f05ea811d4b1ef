import { readHousehold } from '@/lib/people/households/data';
import { acceptInvitation as accept } from '@/lib/people/memberships/mutations';
import { moveSession } from '@/lib/people/sessions/mutations';
import { payload } from '@/graphql/errors';
import type { MutationResolvers } from '../../../../__generated__/types';

export const acceptInvitation: NonNullable<MutationResolvers['acceptInvitation']> = (
  _parent,
  { token },
  context,
) => {
  const { credential } = context.personScope();
  return payload(context, async () => {
    const id = await accept(context.actor(), token);
    await moveSession(credential.sessionId, id);
    return { household: await readHousehold(id) };
  });
};
