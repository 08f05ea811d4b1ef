import { masterKeyNamed, sealingKey } from './master-keys';

/**
 * Seals an authenticator's seed. It belongs to a person and to no household: people join and leave
 * households, and their way in goes with them, so no household's key would be right. A person has no data key
 * of their own; the master key seals the seed itself, bound to the person. `masterKeyId` is kept beside it:
 * whoever takes a master key out of use seals these rows anew, as they wrap data keys anew.
 */
export async function sealForPerson(
  userId: string,
  seed: string,
): Promise<{ masterKeyId: string; sealed: Buffer }> {
  const master = sealingKey();
  return {
    masterKeyId: master.id,
    sealed: await master.wrap({ what: 'totp', id: userId }, Buffer.from(seed)),
  };
}

/** Opens what sealForPerson made for the same person. Throws SealError for anything else. */
export async function openForPerson(userId: string, masterKeyId: string, sealed: Buffer): Promise<string> {
  return (await masterKeyNamed(masterKeyId).unwrap({ what: 'totp', id: userId }, sealed)).toString('utf8');
}
