import { domainError } from '@/lib/platform/errors/domain-error';
import { readHousehold } from '@/lib/people/households/data';
import { listBelongings } from '@/lib/people/memberships/data';
import { moveSession } from '@/lib/people/sessions/mutations';
import { payload } from '@/graphql/errors';
import type { MutationResolvers } from '../../../../__generated__/types';

export const switchHousehold: NonNullable<MutationResolvers['switchHousehold']> = (
  _parent,
  { id },
  context,
) => {
  const { user, credential } = context.personScope();
  return payload(context, async () => {
    const belonging = (await listBelongings(user.id)).find((candidate) => candidate.id === id.toLowerCase());
    if (!belonging) throw domainError('NOT_FOUND', 'You belong to no household of this id.', 'id');
    await moveSession(credential.sessionId, belonging.id);
    return { household: await readHousehold(belonging.id) };
  });
};
