import type { Account } from '@/lib/ledger/reference/account';
import type { BankPosting } from '@/lib/intake/postings/types';
import type { Transaction } from '@/lib/ledger/rows/types';

/**
 * TRANSFER: `transaction` may be a side of a transfer with one of the candidates.
 * MATCH: `posting`, a row of the bank, may be one of the candidates, or another transaction. Without
 * candidates it is in a currency that the account does not have.
 * GONE: the bank does not show `transaction` any more.
 * CORRECTION: the bank has changed the amount or the day of `transaction`, which agreed with a statement.
 */
export type ReviewKind = 'TRANSFER' | 'MATCH' | 'GONE' | 'CORRECTION';

/** Something uncertain that waits for a person. */
export type Review = {
  id: string;
  kind: ReviewKind;
  account: Account;
  transaction: Transaction | null;
  posting: BankPosting | null;
  candidates: Transaction[];
  createdAt: Date;
};

/**
 * ACCEPT: it is a transfer, it is this transaction, remove it, take the bank's word. REFUSE: it is none, it
 * is another one, keep it, keep mine. IGNORE: leave the bank's row out.
 */
export type ReviewDecision = 'ACCEPT' | 'REFUSE' | 'IGNORE';
