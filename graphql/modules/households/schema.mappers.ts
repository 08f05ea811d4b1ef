export type { Household as HouseholdMapper } from '@/lib/households/data';
