import { domainError } from '@/lib/platform/errors/domain-error';
import type { Ledger } from '@/lib/ledger/cells/mutations';
import { findTransactions } from '@/lib/ledger/transactions/data';
import type { Transaction } from '@/lib/ledger/transactions/types';
import { findTransfersOf } from './data';
import { otherSide } from './types';

/** The transactions and the other sides of those among them that are transfers: the two are removed together. */
export async function withOtherSides(
  ledger: Ledger,
  transactions: readonly Transaction[],
): Promise<Transaction[]> {
  const byId = new Map(transactions.map((transaction) => [transaction.id, transaction]));
  for (const other of (await otherSides(ledger, transactions)).values()) byId.set(other.id, other);
  return [...byId.values()];
}

/** The other side of each transfer among the transactions, by the id of the side that was given. */
async function otherSides(
  ledger: Ledger,
  transactions: readonly Transaction[],
): Promise<Map<string, Transaction>> {
  const ids = transactions.filter(({ kind }) => kind === 'TRANSFER').map(({ id }) => id);
  if (ids.length === 0) return new Map();
  const links = await findTransfersOf(ledger.householdId, ledger.reference, ids, ledger.tx);
  const idOfOther = new Map(
    ids.flatMap((id) => {
      const link = links.get(id);
      return link ? [[id, otherSide(link, id)] as const] : [];
    }),
  );
  const found = new Map(
    (await findTransactions(ledger.householdId, ledger.reference, [...idOfOther.values()], ledger.tx)).map(
      (other) => [other.id, other],
    ),
  );
  return new Map(
    [...idOfOther].flatMap(([id, otherId]) => {
      const other = found.get(otherId);
      return other ? [[id, other] as const] : [];
    }),
  );
}

/**
 * What an edit of transfers' sides asks of their other sides: in one currency both move the same amount, so a changed amount
 * changes the other side too. Returns the other sides that have to follow, as they were and as they are to be.
 * Throws NOT_ALLOWED for an edit that would make it no transfer any more, or that speaks against a bank.
 */
export async function followTransfers(
  ledger: Ledger,
  before: readonly Transaction[],
  after: readonly Transaction[],
): Promise<{ before: Transaction[]; after: Transaction[] }> {
  const others = await otherSides(ledger, before);
  const followers: { before: Transaction[]; after: Transaction[] } = { before: [], after: [] };
  for (const [index, side] of after.entries()) {
    const old = before[index];
    const other = others.get(side.id);
    if (!old || !other) continue;
    const current = after.find(({ id }) => id === other.id) ?? other;
    if (side.account.id === current.account.id)
      throw domainError(
        'NOT_ALLOWED',
        'Both sides of a transfer would be in one account: choose another account, or unlink the transfer first.',
        'input',
        'accountId',
      );
    if (side.amountMinor === old.amountMinor) continue;
    if (side.amountMinor < 0n !== old.amountMinor < 0n)
      throw domainError(
        'NOT_ALLOWED',
        'The amount of a transfer keeps its sign: unlink the transfer first.',
        'input',
        'amount',
      );
    if (side.account.currency !== other.account.currency || current.amountMinor === -side.amountMinor)
      continue;
    if (current !== other || other.origin !== 'PERSON')
      throw domainError(
        'NOT_ALLOWED',
        'The other side of this transfer has another amount: unlink the transfer first.',
        'input',
        'amount',
      );
    followers.before.push(other);
    followers.after.push({ ...other, amountMinor: -side.amountMinor, updatedAt: side.updatedAt });
  }
  return followers;
}
