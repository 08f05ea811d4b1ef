import type { AccountType } from '@/graphql/__generated__/client/graphql';

/** In the order they are listed: what is used every day first. */
export const accountTypes = [
  'CHECKING',
  'CASH',
  'SAVINGS',
  'CREDIT_CARD',
  'INVESTMENT',
  'LOAN',
  'PROPERTY',
] as const satisfies readonly AccountType[];
