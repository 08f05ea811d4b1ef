import { todayIn } from '@/lib/dates/local-date';
import type { HouseholdResolvers } from './../../../__generated__/types';

export const Household: HouseholdResolvers = {
  today: ({ timeZone }) => todayIn(timeZone, new Date()),
};
