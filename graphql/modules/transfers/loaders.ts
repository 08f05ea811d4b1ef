import DataLoader from 'dataloader';
import type { HouseholdId } from '@/lib/auth/scope';
import { findTransfersOf } from '@/lib/transfers/data';
import type { TransferLink } from '@/lib/transfers/types';

/** One statement for the transfers of however many transactions an operation shows. */
export function createTransferLoader(householdId: HouseholdId): DataLoader<string, TransferLink | null> {
  return new DataLoader(async (ids) => {
    const links = await findTransfersOf(householdId, ids);
    return ids.map((id) => links.get(id) ?? null);
  });
}
