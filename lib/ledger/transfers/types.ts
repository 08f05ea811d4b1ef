import type { Transaction } from '@/lib/ledger/rows/types';

/** Money moved between two accounts of one household: `out` is the negative side, `in` the positive one. */
export type Transfer = { id: string; out: Transaction; in: Transaction };
