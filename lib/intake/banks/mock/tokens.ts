import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

const consentSchema = z.object({
  id: z.string(),
  customer: z.string(),
  accounts: z.array(z.string()),
  /** Milliseconds since the epoch. */
  endsAt: z.number(),
  /**
   * How often the bank has relinked its accounts when the consent was given; handles and ids depend on it.
   */
  linking: z.number(),
});

/** What a person allowed: which accounts (by number), and until when. */
export type MockConsent = z.infer<typeof consentSchema>;

const tokenSchema = z.object({
  kind: z.enum(['code', 'access', 'refresh']),
  /** Unique, so that a token that works once can be remembered. */
  serial: z.string(),
  expiresAt: z.number(),
  consent: consentSchema,
  codeChallenge: z.string().optional(),
  redirectUri: z.string().optional(),
});

export type MockToken = z.infer<typeof tokenSchema>;

export type TokenMaker = {
  make: (token: Omit<MockToken, 'serial'>) => string;
  /** Null for a forged or foreign text, another kind, or one that has expired. */
  read: (kind: MockToken['kind'], text: string, now: number) => MockToken | null;
};

/**
 * Codes and tokens carry all they mean under a signature: a bank that restarts with the same secret still
 * knows them.
 */
export function tokenMaker(secret: string): TokenMaker {
  const sign = (payload: string) => createHmac('sha256', secret).update(payload).digest();
  return {
    make: (token) => {
      const payload = Buffer.from(JSON.stringify({ ...token, serial: randomUUID() })).toString('base64url');
      return `${payload}.${sign(payload).toString('base64url')}`;
    },
    read: (kind, text, now) => {
      const [payload = '', signature = ''] = text.split('.');
      const expected = sign(payload);
      const given = Buffer.from(signature, 'base64url');
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
      // A signed token of another version of the bank is just as foreign.
      const { data: token } = tokenSchema.safeParse(JSON.parse(Buffer.from(payload, 'base64url').toString()));
      return token?.kind === kind && token.expiresAt > now ? token : null;
    },
  };
}
