import { hash, verify } from '@node-rs/argon2';
import { dictionary } from '@zxcvbn-ts/language-common';
import { z } from 'zod';
import { domainError } from '@/lib/platform/errors/domain-error';

/** OWASP's floor for argon2id: 19 MiB of memory and two passes. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const MIN = 8;
const MAX = 128;
/** Shorter parts of names and addresses are in too many words to mean anything. */
const MIN_WORD = 3;

let common: Set<string> | undefined;

/**
 * Whether a password is among the 3,000 most common ones that are long enough to be accepted (ASVS 5.0,
 * 6.2.4).
 */
function isCommon(password: string): boolean {
  if (!common) {
    const ranked = dictionary['passwords-common'];
    common = new Set(ranked.filter((candidate) => candidate.length >= MIN).slice(0, 3_000));
  }
  return common.has(password.toLowerCase());
}

/**
 * No composition rules, nothing is trimmed: length and being uncommon is what helps. Lengths are in
 * characters.
 */
export const newPasswordField = z
  .string({ error: 'The password must be a text.' })
  .refine((password) => [...password].length >= MIN, {
    error: `The password is too short: ${MIN} characters at least.`,
    params: { code: 'OUT_OF_RANGE' },
  })
  .refine((password) => [...password].length <= MAX, {
    error: `The password is too long: ${MAX} characters are the limit.`,
    params: { code: 'TOO_LONG' },
  })
  .refine((password) => !password.includes('\0'), {
    error: 'The password contains a NUL character; remove it.',
  })
  .refine((password) => !isCommon(password), {
    error: 'This password is one of the most common ones: choose another.',
    params: { code: 'NOT_ALLOWED' },
  });

/** Which words somebody who knows a person, or only this site, would try first. */
type Person = { email: string; name: string | null };

/**
 * Refuses a password that is little more than the person's name or address, or the name of this product:
 * without those words too few characters are left. As one of many words they do no harm. Throws NOT_ALLOWED
 * at `path`.
 */
export function refuseObvious(password: string, { email, name }: Person, ...path: string[]): void {
  const words = ['saldo', ...email.split(/[^\p{L}\p{N}]+/u), ...(name ?? '').split(/\s+/)]
    .filter((word) => word.length >= MIN_WORD)
    .sort((a, b) => b.length - a.length);
  const rest = words.reduce((left, word) => left.replaceAll(word.toLowerCase(), ''), password.toLowerCase());
  if ([...rest].length < MIN && rest.length < password.length)
    throw domainError(
      'NOT_ALLOWED',
      'This password is little more than your name, your address or the word Saldo: choose another.',
      ...path,
    );
}

export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFC'), COST);
}

let nobodysHash: Promise<string> | undefined;

/**
 * Whether the password fits the hash. For an unknown person (`passwordHash` null) as much work is done as for
 * a known one, so that the time it takes does not tell who is registered.
 */
export async function verifyPassword(passwordHash: string | null, password: string): Promise<boolean> {
  nobodysHash ??= hashPassword('nobody has this password');
  const fits = await verify(passwordHash ?? (await nobodysHash), password.normalize('NFC')).catch(
    () => false,
  );
  return passwordHash !== null && fits;
}
