import { noteEvent } from '@/lib/people/audit/mutations';
import type { PersonalActor } from '@/lib/people/audit/types';
import type { HouseholdId } from '@/lib/platform/scope';
import { inTransaction } from '@/lib/platform/db/pool';

/** Notes that somebody is given an export, before the first byte of it goes out. */
export async function noteExport(householdId: HouseholdId, actor: PersonalActor): Promise<void> {
  await inTransaction((tx) => noteEvent(tx, householdId, actor, 'DATA_EXPORTED'));
}
