import { removeOldConsents } from '../banking/connections/mutations';
import { removeAbandonedImports } from '../imports/mutations';
import { removeOldIdempotencyKeys } from '../households/mutations';
import { removeOldLimits } from '../limits/mutations';
import { log } from '../log';
import { IDLE_DAYS } from '../sessions/data';
import { removeEndedSessions } from '../sessions/mutations';
import { removeEndedSecrets } from '../one-time/mutations';
import { removeEndedTokens } from '../tokens/mutations';

/** Removes what has outlived its use: sessions, tokens and links that ended, keys nobody repeats any more, files uploaded and consents begun and left lying. */
export async function cleanUp(): Promise<void> {
  const removed = (await removeEndedSessions(IDLE_DAYS)) + (await removeEndedTokens()) + (await removeEndedSecrets()) + (await removeOldLimits()) + (await removeOldIdempotencyKeys()) + (await removeAbandonedImports()) + (await removeOldConsents());
  log.info('cleaned up', { count: removed });
}
