import { book } from '@/lib/ledger/door/door';
import { type Ledger, lockLedger } from '@/lib/ledger/cells/mutations';
import { newTransaction, transactionOf } from '@/lib/intake/row';
import type { Account } from '@/lib/ledger/reference/account';
import type { HouseholdId } from '@/lib/platform/scope';
import { inTransaction } from '@/lib/platform/db/pool';
import { domainError } from '@/lib/platform/errors/domain-error';
import type { Transaction } from '@/lib/ledger/rows/types';
import { storePostings } from '@/lib/intake/postings/mutations';
import { findBalanceProof } from './data';
import type { BalanceProof } from './proof';

/**
 * Adds every row of the bank whose transaction was removed. Rows that wait in the review inbox stay
 * there: what they may be is in the account already, and would count twice. Returns how many; throws CONFLICT
 * when there is none.
 */
export async function takeMissingRows(householdId: HouseholdId, accountId: string): Promise<number> {
  return withProof(householdId, accountId, async (ledger, account, proof) => {
    const missing = proof.candidates.flatMap(({ kind, posting }) =>
      kind === 'MISSING' && posting && posting.row.currency === account.currency ? [posting] : [],
    );
    if (missing.length === 0)
      throw domainError(
        'CONFLICT',
        'The bank shows nothing that was removed here. What waits in the review inbox is answered there.',
        'accountId',
      );
    const now = new Date().toISOString();
    // Under the id it had: what was removed and is added again is one transaction, and undoing the removal
    // does not double it.
    const transactions = missing.map(({ row, transactionId }) => ({
      ...transactionOf(account, row, now),
      ...(transactionId ? { id: transactionId } : {}),
    }));
    await book(ledger, { added: transactions, backAlone: true, cause: { by: 'SYNC', userId: null } });
    await storePostings(
      ledger,
      missing.map((posting, index) => ({ ...posting, transactionId: transactions[index]?.id ?? null })),
    );
    return transactions.length;
  });
}

/**
 * Books the difference as one transaction of the first day on which bank and account differ, so that the
 * balances agree. `payee` is what it is called. Throws CONFLICT when they agree already.
 */
export async function bookCorrection(
  householdId: HouseholdId,
  accountId: string,
  payee: string,
): Promise<Transaction> {
  return withProof(householdId, accountId, async (ledger, account, proof) => {
    const transaction = newTransaction(account, {
      date: proof.firstDay ?? proof.date,
      amountMinor: -proof.differenceMinor,
      status: 'RECONCILED',
      payee,
      origin: 'PERSON',
    });
    await book(ledger, { added: [transaction], cause: { by: 'PERSON', userId: null } });
    return transaction;
  });
}

async function withProof<T>(
  householdId: HouseholdId,
  accountId: string,
  work: (ledger: Ledger, account: Account, proof: BalanceProof) => Promise<T>,
): Promise<T> {
  return inTransaction(async (tx) => {
    const ledger = await lockLedger(tx, householdId);
    const account = ledger.reference.accounts.get(accountId);
    if (!account) throw domainError('NOT_FOUND', 'There is no such account.', 'accountId');
    const proof = await findBalanceProof(householdId, ledger.reference, account, tx);
    if (!proof || proof.differenceMinor === 0n)
      throw domainError('CONFLICT', 'Bank and account agree: there is nothing to mend.', 'accountId');
    return work(ledger, account, proof);
  });
}
