import type { BelongingResolvers } from '../../../__generated__/types';

export const Belonging: BelongingResolvers = {
  current: ({ id }, _args, context) => id === context.scope().householdId,
};
