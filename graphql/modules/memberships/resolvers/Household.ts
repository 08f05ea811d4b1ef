import { AccessError } from '@/lib/platform/errors/domain-error';
import { listBelongings } from '@/lib/people/memberships/data';
import type { HouseholdResolvers } from '../../../__generated__/types';

export const Household: Pick<HouseholdResolvers, 'role'> = {
  role: async ({ id }, _args, context) => {
    const { householdId, role, user } = context.scope();
    if (id === householdId) return role;
    // Right after a switch the answer is about the household that the session acts in from now on.
    const belonging = (await listBelongings(user.id)).find((candidate) => candidate.id === id);
    if (!belonging) throw new AccessError('NOT_FOUND', 'You do not belong to this household any more.');
    return belonging.role;
  },
};
