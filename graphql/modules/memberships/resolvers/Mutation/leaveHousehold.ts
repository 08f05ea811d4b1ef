import { readHousehold } from '@/lib/people/households/data';
import { leaveHousehold as leave } from '@/lib/people/memberships/mutations';
import { householdOfSession } from '@/lib/people/sessions/data';
import { payload } from '@/graphql/errors';
import type { MutationResolvers } from '../../../../__generated__/types';

export const leaveHousehold: NonNullable<MutationResolvers['leaveHousehold']> = (_parent, _args, context) => {
  const { householdId, credential } = context.personScope();
  return payload(context, async () => {
    await leave(householdId, context.actor());
    return { household: await readHousehold(await householdOfSession(credential.sessionId)) };
  });
};
