import type { Account } from '@/lib/ledger/reference/account';
import type { LocalDate } from '@/lib/core/dates/local-date';
import type { BankAccount, BankErrorCode, ProviderId, Tokens } from '../provider';

export type ConnectionState = 'ACTIVE' | 'PAUSED' | 'ENDED';
export type SyncState = 'QUEUED' | 'RUNNING' | 'DONE' | 'FAILED';

/**
 * What the sealed column of a connection holds. `problem` is the sentence of the last failure, null after a
 * success.
 */
export type SealedConnection = { tokens: Tokens; problem: { code: BankErrorCode; message: string } | null };

/** What the sealed column of a bank account holds. */
export type SealedBankAccount = BankAccount & {
  cursor: string | null;
  /** The account was made for it and takes its opening balance from the first fetch. */
  setOpening?: boolean;
};

/** A person's consent that Saldo reads their accounts at a bank, as the household sees it. */
export type BankConnection = {
  id: string;
  provider: ProviderId;
  state: ConnectionState;
  problem: SealedConnection['problem'];
  /** When the bank will ask the person again; null when it never does. */
  consentEndsAt: Date | null;
  lastSuccessAt: Date | null;
  nextSyncAt: Date | null;
  createdAt: Date;
  accounts: ConnectedAccount[];
  lastSync: BankSync | null;
};

/**
 * An account that a connection offers. `account` is the household's account that it feeds, null when it is
 * not followed.
 */
export type ConnectedAccount = {
  id: string;
  number: string | null;
  name: string;
  currency: string;
  type: BankAccount['type'];
  account: Account | null;
  fetchFrom: LocalDate | null;
  fetchedTo: LocalDate | null;
};

/** One run of a connection. */
export type BankSync = {
  id: string;
  state: SyncState;
  accountsTotal: number;
  accountsDone: number;
  rowsSeen: number;
  rowsAdded: number;
  rowsChanged: number;
  rowsWaiting: number;
  problem: { code: string; message: string } | null;
  createdAt: Date;
  finishedAt: Date | null;
};
