import { v7 as uuidv7 } from 'uuid';
import { applyPostings, type Ledger } from '@/lib/ledger/cells/mutations';
import { postingsOf } from '@/lib/ledger/postings/postings';
import type { Booked, Booking, Edit } from './booking';
import { checkReconciled, checkRows } from './checks';
import { forgetLinks, forgetLinksOf, refusePairs, relink, writeLinks } from './links';
import { writeRows } from './rows';
import { tellSubscribers } from './subscribers';
import { keepTransfersWhole } from './transfers';

/**
 * The one door to the ledger: nothing else writes transactions, month totals, balances, transfers and
 * changes, but erasing a household and restoring an export.
 *
 * Books what is added, changed and removed as one change of a locked ledger, in this order: transfers kept
 * whole, checks, the copy for undoing with the rows and the feed, month totals and balances, links of
 * transfers, subscribers. `added` and `after` are whole transactions; `updatedAt` of a change is set here,
 * but where an undo puts an old one back. `progress` is told from time to time how many of many added rows
 * are written.
 *
 * Returns the change that can be undone and all that was booked, with the other sides that had to follow.
 * Throws DomainError NOT_ALLOWED as keepTransfersWhole and checkReconciled do; then nothing is written.
 */
export async function book(
  ledger: Ledger,
  booking: Booking,
  progress?: (done: number) => Promise<void>,
): Promise<Booked> {
  const changeId = uuidv7();
  const whole = await keepTransfersWhole(ledger, booking);
  const { added = [], removed = [], linked = [], refused = [], entities = [], ended, cause } = whole;
  const changed = cause.by === 'UNDO' ? (whole.changed ?? []) : (whole.changed ?? []).map(stamped);
  const booked: Booked = { changeId, cause, added, changed, removed };
  if (added.length + changed.length + removed.length + linked.length + refused.length + entities.length === 0)
    return booked;
  checkRows(ledger, whole);
  checkReconciled(whole);
  await writeRows(ledger, changeId, { ...whole, changed }, progress);
  await applyPostings(
    ledger,
    [...changed.map(([before]) => before), ...removed].flatMap(postingsOf),
    [...changed.map(([, after]) => after), ...added].flatMap(postingsOf),
  );
  await forgetLinks(ledger, ended);
  if (booking.backAlone)
    await forgetLinksOf(
      ledger,
      added.map(({ id }) => id),
    );
  await writeLinks(ledger, 'LINKED', linked);
  await refusePairs(ledger, refused);
  if (cause.by === 'UNDO')
    await relink(ledger, [...changed.map(([, { id }]) => id), ...added.map(({ id }) => id)]);
  await tellSubscribers(ledger, booked);
  return booked;
}

/** Each change of a row has a moment of its own: undoing tells by it whether the row was changed again. */
function stamped([before, after]: Edit): Edit {
  const moment = Math.max(Date.now(), Date.parse(before.updatedAt) + 1);
  return [before, { ...after, updatedAt: new Date(moment).toISOString() }];
}
