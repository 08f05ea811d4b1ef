import { createHash, randomBytes } from 'node:crypto';
import { env } from '@/lib/platform/env';

/** 32 random bytes; the database keeps only their hash, so a stolen dump signs nobody in. */
export function createToken(): string {
  return randomBytes(32).toString('base64url');
}

export function hashToken(token: string): Buffer<ArrayBuffer> {
  return createHash('sha256').update(token).digest();
}

/** Over HTTPS the cookie is bound to this very host; browsers refuse the prefix on plain HTTP. */
export function sessionCookieName(): string {
  return isHttps() ? '__Host-saldo.session' : 'saldo.session';
}

export function isHttps(): boolean {
  return env().NEXTAUTH_URL?.startsWith('https://') ?? false;
}

/**
 * A short name for what signed in, e.g. "Firefox on Linux", from its User-Agent; null when it says nothing
 * known.
 */
export function deviceOf(userAgent: string | null | undefined): string | null {
  if (!userAgent) return null;
  const find = (names: [RegExp, string][]) => names.find(([pattern]) => pattern.test(userAgent))?.[1];
  const browser = find([
    [/Edg(e|A|iOS)?\//, 'Edge'],
    [/OPR\//, 'Opera'],
    [/Firefox|FxiOS/, 'Firefox'],
    [/Chrome|CriOS|Chromium/, 'Chrome'],
    [/Safari\//, 'Safari'],
  ]);
  const system = find([
    [/iPhone|iPad/, 'iOS'],
    [/Android/, 'Android'],
    [/Windows/, 'Windows'],
    [/Mac OS X|Macintosh/, 'macOS'],
    [/CrOS/, 'ChromeOS'],
    [/Linux|X11/, 'Linux'],
  ]);
  if (browser) return system ? `${browser} on ${system}` : browser;
  return userAgent.replace(/[^\x20-\x7e]/g, '').slice(0, 60) || null;
}
