import type { BankRow } from '@/lib/intake/banks/provider';

export type { Review as ReviewMapper } from '@/lib/intake/reviews/types';
export type BankRowMapper = BankRow;
