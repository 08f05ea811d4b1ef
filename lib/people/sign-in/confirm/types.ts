import { z } from 'zod';
import { domainError } from '@/lib/platform/errors/domain-error';
import { parseInput } from '@/lib/platform/errors/parse-input';

/**
 * What somebody brings to prove who they are: exactly one of them. `passkey` is the browser's answer to
 * askForPasskey, as JSON.
 */
export type Proof = { password: string } | { totp: string } | { recoveryCode: string } | { passkey: string };

const text = z.string().max(20_000).nullish();
const schema = z.object({ password: text, totp: text, recoveryCode: text, passkey: text });

/**
 * Reads a proof out of an input with one field for each kind. Throws REQUIRED unless exactly one is given.
 */
export function readProof(rawInput: unknown): Proof {
  const given = Object.entries(parseInput(schema, rawInput)).filter(([, value]) => value != null);
  if (given.length !== 1)
    throw domainError(
      'REQUIRED',
      'Give exactly one proof: a password, a code of your app, a recovery code or a passkey.',
      'input',
    );
  return Object.fromEntries(given) as Proof;
}
