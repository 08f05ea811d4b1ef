import { todayIn } from '@/lib/core/dates/local-date';
import type { HouseholdResolvers } from '../../../__generated__/types';

export const Household: Pick<
  HouseholdResolvers,
  'baseCurrency' | 'deletionAt' | 'demo' | 'id' | 'name' | 'pendingBaseCurrency' | 'timeZone' | 'today'
> = {
  today: ({ timeZone }) => todayIn(timeZone, new Date()),
};
