import { Secret, TOTP } from 'otpauth';

const STEP_SECONDS = 30;
/** A clock may be one step off to either side. */
const WINDOW = 1;
const SEED_BYTES = 20;

const totp = (seed: string, label = '') =>
  new TOTP({
    issuer: 'Saldo',
    label,
    secret: Secret.fromBase32(seed),
    algorithm: 'SHA1',
    digits: 6,
    period: STEP_SECONDS,
  });

/** A new seed for an authenticator app: 160 random bits, in base32 as people may have to type it. */
export function makeSeed(): string {
  return new Secret({ size: SEED_BYTES }).base32;
}

/** What the QR code says. SHA-1, six digits and thirty seconds are what every app understands. */
export function seedUri(seed: string, email: string): string {
  return totp(seed, email).toString();
}

/**
 * The 30-second step whose code this is, counted from 1970; null when it is the code of none that is near
 * `now`.
 */
export function stepOfCode(seed: string, code: string, now: Date): number | null {
  const digits = code.replaceAll(/\s/g, '');
  if (!/^\d{6}$/.test(digits)) return null;
  const delta = totp(seed).validate({ token: digits, timestamp: now.getTime(), window: WINDOW });
  return delta === null ? null : Math.floor(now.getTime() / 1000 / STEP_SECONDS) + delta;
}
