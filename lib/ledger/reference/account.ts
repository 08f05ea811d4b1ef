import type { LocalDate } from '@/lib/core/dates/local-date';

export const ACCOUNT_TYPES = [
  'CASH',
  'CHECKING',
  'SAVINGS',
  'CREDIT_CARD',
  'LOAN',
  'INVESTMENT',
  'PROPERTY',
] as const;
export type AccountType = (typeof ACCOUNT_TYPES)[number];

/** A place where money is. All its amounts are in minor units of `currency`. */
export type Account = {
  id: string;
  name: string;
  type: AccountType;
  currency: string;
  closedOn: LocalDate | null;
  openingBalanceMinor: bigint;
  number: string | null;
  /** The one person who sees it; null when everybody in the household does. */
  privateToId: string | null;
  /** False for a private account that its person wants in no total. */
  counted: boolean;
  createdAt: Date;
};

/** What the sealed column of an account holds. */
export type SealedAccount = { o: string; n?: string };
