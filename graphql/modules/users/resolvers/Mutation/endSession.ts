import { domainError } from '@/lib/platform/errors/domain-error';
import { isUuid } from '@/lib/platform/errors/parse-input';
import { listSessions } from '@/lib/people/sessions/data';
import { endSession as endInDatabase } from '@/lib/people/sessions/mutations';
import { payload } from '@/graphql/errors';
import type { MutationResolvers } from '../../../../__generated__/types';

export const endSession: NonNullable<MutationResolvers['endSession']> = (_parent, { id }, context) => {
  const { user } = context.personScope();
  return payload(context, async () => {
    const ended = isUuid(id) && (await endInDatabase(context.actor(), id));
    if (!ended) throw domainError('NOT_FOUND', 'There is no such session.', 'id');
    return { sessions: await listSessions(user.id) };
  });
};
