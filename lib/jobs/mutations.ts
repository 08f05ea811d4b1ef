import type { HouseholdId } from '../auth/scope';
import { db } from '../db/pool';
import { domainError } from '../errors/domain-error';
import { isUuid } from '../errors/parse-input';
import { queue } from './queue';

/** Tries work again that had failed for good. Throws NOT_FOUND for anything else. */
export async function retryJob(householdId: HouseholdId, id: string): Promise<void> {
  const jobs = await queue();
  const { rows } = await db().query<{ name: string }>(`SELECT name FROM pgboss.job WHERE id = $1 AND data->>'householdId' = $2 AND state = 'failed'`, [isUuid(id) ? id : null, householdId]);
  const name = rows[0]?.name;
  if (!name) throw domainError('NOT_FOUND', 'There is no failed work of this id: it may have been tried again already.', 'id');
  await jobs.retry(name, id);
}
