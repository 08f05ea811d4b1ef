import type { BankRow } from '@/lib/intake/row';

export type { Review as ReviewMapper } from '@/lib/intake/reviews/types';
export type BankRowMapper = BankRow;
