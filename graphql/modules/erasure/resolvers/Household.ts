import type { HouseholdResolvers } from '../../../__generated__/types';

export const Household: Pick<HouseholdResolvers, 'deletionAt'> = {};
