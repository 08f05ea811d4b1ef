import type { Transaction } from '@/lib/ledger/transactions/types';

/** Money moved between two accounts of one household: `out` is the negative side, `in` the positive one. */
export type Transfer = { id: string; out: Transaction; in: Transaction };

/** A transfer by the ids of its sides. */
export type TransferLink = { id: string; outId: string; inId: string };

/** The other side of a link. */
export function otherSide(link: TransferLink, transactionId: string): string {
  return link.outId === transactionId ? link.inId : link.outId;
}
