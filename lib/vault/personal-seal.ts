import { decrypt, encrypt } from './cipher';
import { masters } from './household-vault';
import { sealingKey } from './master-keys';

const VERSION = 1;
const bindTo = (userId: string) => Buffer.from(`totp:${userId}`);

/**
 * Seals an authenticator's seed. It belongs to a person and to no household: people join and leave households, and their way in goes
 * with them, so no household's key would be right. A person has no data key of their own; the master key seals the seed itself, bound
 * to the person. `masterKeyId` is kept beside it: whoever takes a master key out of use seals these rows anew, as they wrap data keys anew.
 */
export function sealForPerson(userId: string, seed: string): { masterKeyId: string; sealed: Buffer } {
  const master = sealingKey(masters());
  return { masterKeyId: master.id, sealed: encrypt(master.key, VERSION, bindTo(userId), Buffer.from(seed)) };
}

/** Opens what sealForPerson made for the same person. Throws SealError for anything else. */
export function openForPerson(userId: string, masterKeyId: string, sealed: Buffer): string {
  const master = masters().find(({ id }) => id === masterKeyId);
  if (!master) throw new Error(`DB_ENCRYPTION_KEY lacks the key "${masterKeyId}", which this database still needs.`);
  return decrypt(() => master.key, bindTo(userId), sealed).toString('utf8');
}
