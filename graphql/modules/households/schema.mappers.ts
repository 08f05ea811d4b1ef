export type { Household as HouseholdMapper } from '@/lib/people/households/data';
