import type { Transaction } from '@/lib/ledger/transactions/types';

/** Money moved between two accounts of one household: `out` is the negative side, `in` the positive one. */
export type Transfer = { id: string; out: Transaction; in: Transaction };
