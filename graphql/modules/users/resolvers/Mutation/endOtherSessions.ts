import { listSessions } from '@/lib/people/sessions/data';
import { signOutElsewhere } from '@/lib/people/sessions/mutations';
import { payload } from '@/graphql/errors';
import type { MutationResolvers } from '../../../../__generated__/types';

export const endOtherSessions: NonNullable<MutationResolvers['endOtherSessions']> = (
  _parent,
  _args,
  context,
) => {
  const { user, credential } = context.personScope();
  return payload(context, async () => {
    await signOutElsewhere(context.actor(), credential.sessionId);
    return { sessions: await listSessions(user.id) };
  });
};
