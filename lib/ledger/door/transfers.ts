import type { Ledger } from '@/lib/ledger/cells/mutations';
import { findTransfersOf } from '@/lib/ledger/links/data';
import { otherSide, type TransferLink } from '@/lib/ledger/links/types';
import { findTransactions } from '@/lib/ledger/rows/data';
import { kindOf, type Transaction } from '@/lib/ledger/rows/types';
import { domainError } from '@/lib/platform/errors/domain-error';
import type { Booking, Edit } from './booking';

/** A booking with all that has to follow so that transfers stay whole, and the transfers that end with it. */
export type WholeBooking = Booking & { ended: readonly string[] };

/**
 * Completes a booking that touches sides of transfers.
 *
 * What a person edits: in one currency both sides move the same amount, so a changed amount changes the other
 * side too. What a person removes: of a transfer both sides go. What a source takes back goes alone, but for
 * a bank's and a person's; the other side becomes a plain income or expense again. An undo brings back what
 * was, with both sides in it. Throws NOT_ALLOWED for an edit that would make it no transfer any more, or that
 * speaks against a bank.
 */
export async function keepTransfersWhole(ledger: Ledger, booking: Booking): Promise<WholeBooking> {
  const { changed = [], removed = [], cause } = booking;
  const person = cause.by === 'PERSON' || cause.by === 'RULE';
  const followed = person ? await followEdits(ledger, changed) : changed;
  if (!removed.some(({ kind }) => kind === 'TRANSFER')) return { ...booking, changed: followed, ended: [] };
  const others = await otherSides(ledger, removed);
  if (person) {
    const whole = new Map(
      [...removed, ...[...others.values()].map(({ other }) => other)].map((row) => [row.id, row]),
    );
    return { ...booking, changed: followed, removed: [...whole.values()], ended: [] };
  }
  const going = new Set(removed.map(({ id }) => id));
  const staying = [...others.values()].filter(({ other }) => !going.has(other.id));
  // What a bank has stopped showing takes along the other side that a person had recorded for it.
  const goes = ({ other }: Side) => cause.by === 'SYNC' && other.origin === 'PERSON';
  const left = staying.filter((side) => !goes(side));
  return {
    ...booking,
    changed: [...followed, ...left.map(({ other }): Edit => [other, asPlain(other)])],
    removed: [...removed, ...staying.filter(goes).map(({ other }) => other)],
    ended: left.map((side) => side.transfer.id),
  };
}

/** A side without its transfer: an income or expense by its sign, until the two are linked again. */
function asPlain(side: Transaction): Transaction {
  return { ...side, kind: kindOf(side.amountMinor), marks: { ...side.marks, kind: 'R' } };
}

type Side = { transfer: TransferLink; other: Transaction };

/** The other side of each transfer among the transactions, by the id of the side that was given. */
async function otherSides(ledger: Ledger, transactions: readonly Transaction[]): Promise<Map<string, Side>> {
  const { householdId, reference, tx } = ledger;
  const ids = transactions.filter(({ kind }) => kind === 'TRANSFER').map(({ id }) => id);
  if (ids.length === 0) return new Map();
  const links = await findTransfersOf(householdId, reference, ids, tx);
  const wanted = ids.flatMap((id) => {
    const link = links.get(id);
    return link ? [otherSide(link, id)] : [];
  });
  const found = new Map(
    (await findTransactions(householdId, reference, wanted, tx)).map((row) => [row.id, row]),
  );
  return new Map(
    ids.flatMap((id) => {
      const link = links.get(id);
      const other = link && found.get(otherSide(link, id));
      return other ? [[id, { transfer: link, other }] as const] : [];
    }),
  );
}

async function followEdits(ledger: Ledger, changed: readonly Edit[]): Promise<readonly Edit[]> {
  const others = await otherSides(
    ledger,
    changed.filter(([, after]) => after.kind === 'TRANSFER').map(([before]) => before),
  );
  if (others.size === 0) return changed;
  const followers: Edit[] = [];
  for (const [old, side] of changed) {
    const other = others.get(side.id)?.other;
    if (!other) continue;
    const current = changed.find(([{ id }]) => id === other.id)?.[1] ?? other;
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
    followers.push([other, { ...other, amountMinor: -side.amountMinor }]);
  }
  return [...changed, ...followers];
}
