import { noteEvent } from '../audit/mutations';
import type { PersonalActor } from '../audit/types';
import type { HouseholdId } from '../auth/scope';
import { inTransaction } from '../db/pool';

/** Notes that somebody is given an export, before the first byte of it goes out. */
export async function noteExport(householdId: HouseholdId, actor: PersonalActor): Promise<void> {
  await inTransaction((tx) => noteEvent(tx, householdId, actor, 'DATA_EXPORTED'));
}
