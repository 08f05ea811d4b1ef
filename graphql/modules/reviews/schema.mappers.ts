import type { BankRow } from '@/lib/banking/provider';

export type { Review as ReviewMapper } from '@/lib/reviews/types';
export type BankRowMapper = BankRow;
