import { readHousehold } from '@/lib/people/households/data';
import { addHousehold as found } from '@/lib/people/households/mutations';
import { moveSession } from '@/lib/people/sessions/mutations';
import { payload } from '@/graphql/errors';
import type { MutationResolvers } from '../../../../__generated__/types';

export const addHousehold: NonNullable<MutationResolvers['addHousehold']> = (_parent, { input }, context) => {
  const { user, credential } = context.personScope();
  return payload(context, async () => {
    const id = await found(user, input);
    await moveSession(credential.sessionId, id);
    return { household: await readHousehold(id) };
  });
};
