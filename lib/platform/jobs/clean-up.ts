import { removeOldConsents } from '@/lib/intake/banks/connections/mutations';
import { removeAbandonedImports } from '@/lib/intake/files/mutations';
import { removeOldIdempotencyKeys } from '@/lib/platform/idempotency/answers';
import { removeOldLimits } from '@/lib/platform/limits/mutations';
import { log } from '@/lib/platform/log';
import { IDLE_DAYS } from '@/lib/people/sessions/data';
import { removeEndedSessions } from '@/lib/people/sessions/mutations';
import { removeEndedSecrets } from '@/lib/platform/one-time/mutations';
import { removeEndedTokens } from '@/lib/people/tokens/mutations';

/** Removes what has outlived its use: sessions, tokens and links that ended, keys nobody repeats any more, files uploaded and consents begun and left lying. */
export async function cleanUp(): Promise<void> {
  const removed =
    (await removeEndedSessions(IDLE_DAYS)) +
    (await removeEndedTokens()) +
    (await removeEndedSecrets()) +
    (await removeOldLimits()) +
    (await removeOldIdempotencyKeys()) +
    (await removeAbandonedImports()) +
    (await removeOldConsents());
  log.info('cleaned up', { count: removed });
}
