import { addDays, type LocalDate } from '@/lib/core/dates/local-date';
import { lockLedger } from '@/lib/ledger/cells/mutations';
import { listRefusedPairs } from '@/lib/ledger/links/data';
import { lockedTransactions } from '@/lib/ledger/transactions/mutations';
import { listSides } from '@/lib/ledger/transfers/data';
import { findTransfers, type Side } from '@/lib/ledger/transfers/find';
import { link } from '@/lib/ledger/transfers/mutations';
import { listMembers } from '@/lib/people/memberships/data';
import { inTransaction } from '@/lib/platform/db/pool';
import type { HouseholdId } from '@/lib/platform/scope';
import { openReviews } from './mutations';

const NEIGHBOUR_DAYS = 4;

/**
 * Looks for transfers among what is dated from..to and a few days around it, links the certain ones and puts
 * the others into the review inbox, each by its outgoing side. Safe to repeat. Returns how many of each.
 */
export async function linkFoundTransfers(
  householdId: HouseholdId,
  from: LocalDate,
  to: LocalDate,
): Promise<{ linked: number; asked: number }> {
  const ownNames = (await listMembers(householdId)).flatMap(({ name }) => name ?? []);
  return inTransaction(async (tx) => {
    const ledger = await lockLedger(tx, householdId);
    const sides = await listSides(ledger, addDays(from, -NEIGHBOUR_DAYS), addDays(to, NEIGHBOUR_DAYS));
    const refused = await listRefusedPairs(householdId, tx);
    const found = findTransfers(sides, refused, ledger.converter, ownNames);
    for (const pair of found.certain) {
      const [out, into] = await lockedTransactions(ledger, [pair.out.id, pair.in.id], ['ids']);
      if (out && into) await link(ledger, null, { out, in: into }, 'R');
    }
    const asked = await openReviews(
      ledger,
      found.possible.map(({ side, candidates }) => ({
        kind: 'TRANSFER',
        accountId: side.accountId,
        transactionId: side.id,
        postingId: null,
        candidates: ids(candidates),
      })),
    );
    return { linked: found.certain.length, asked };
  });
}

function ids(sides: readonly Side[]): string[] {
  return sides.map(({ id }) => id);
}
