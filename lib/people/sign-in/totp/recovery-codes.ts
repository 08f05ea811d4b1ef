import { createHash, randomBytes } from 'node:crypto';

const CODES = 10;
/**
 * Without i, l, o and u, which are mistaken for others or make words. 32 letters, so a byte's lower bits
 * choose evenly.
 */
const LETTERS = 'abcdefghjkmnpqrstvwxyz0123456789';
const GROUPS = 4;
const GROUP_LENGTH = 6;

/** Ten codes of 120 random bits each, in groups that can be copied from paper. */
export function makeRecoveryCodes(): string[] {
  return Array.from({ length: CODES }, () => {
    const letters = [...randomBytes(GROUPS * GROUP_LENGTH)]
      .map((byte) => LETTERS.charAt(byte % LETTERS.length))
      .join('');
    return letters.replaceAll(new RegExp(`.{${GROUP_LENGTH}}(?=.)`, 'g'), '$&-');
  });
}

/**
 * With so many random bits a plain hash is as good as a slow one (ASVS 5.0, 6.5.2). Case, spaces and dashes
 * do not matter.
 */
export function hashRecoveryCode(code: string): Buffer<ArrayBuffer> {
  return createHash('sha256')
    .update(code.toLowerCase().replaceAll(/[^a-z0-9]/g, ''))
    .digest();
}
