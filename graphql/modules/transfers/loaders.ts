import DataLoader from 'dataloader';
import type { HouseholdId } from '@/lib/platform/scope';
import type { Reference } from '@/lib/ledger/reference/data';
import { findTransfersOf } from '@/lib/ledger/links/data';
import type { TransferLink } from '@/lib/ledger/links/types';

/** One statement for the transfers of however many transactions an operation shows. */
export function createTransferLoader(
  householdId: HouseholdId,
  reference: () => Promise<Reference>,
): DataLoader<string, TransferLink | null> {
  return new DataLoader(async (ids) => {
    const links = await findTransfersOf(householdId, await reference(), ids);
    return ids.map((id) => links.get(id) ?? null);
  });
}
