import type { Transaction } from '@/lib/ledger/rows/types';
import type { TransferLink } from '@/lib/ledger/links/types';

/**
 * Who changes the books, and why. `sourceId` is the import, sync, rule or undone change behind it; left out
 * where a person acts. `userId` is the person who acts or asked for it; null where Saldo does so by itself.
 */
export type Cause = {
  by: 'PERSON' | 'RULE' | 'IMPORT' | 'SYNC' | 'UNDO' | 'RESTORE';
  userId: string | null;
  sourceId?: string | null;
};

/** A transaction as it was and as it is to be. */
export type Edit = readonly [before: Transaction, after: Transaction];

/**
 * Something of the household beside its transactions that changed with them, for the feed and for undoing.
 */
export type NotedEntity = {
  entity: 'ACCOUNT' | 'CATEGORY' | 'TRANSFER';
  id: string;
  operation: 'ADDED' | 'UPDATED' | 'REMOVED';
};

export type Booking = {
  added?: readonly Transaction[];
  changed?: readonly Edit[];
  removed?: readonly Transaction[];
  /** Transfers that begin with this booking; both sides are in it or booked already. */
  linked?: readonly TransferLink[];
  /** Pairs that a person said are no transfer. */
  refused?: readonly (readonly [outId: string, inId: string])[];
  /** That `added` were removed before and come back without the other sides of their transfers. */
  backAlone?: boolean;
  /** What changes with it. Must be noted before the rows of these are written. */
  entities?: readonly NotedEntity[];
  /** That the person was asked about reconciled transactions and wants the change anyway. */
  confirmReconciled?: boolean | undefined;
  cause: Cause;
};

/** What was booked, with everything that had to follow: other sides of transfers are among the rows. */
export type Booked = {
  changeId: string;
  cause: Cause;
  added: readonly Transaction[];
  changed: readonly Edit[];
  removed: readonly Transaction[];
};
