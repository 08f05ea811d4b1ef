import { z } from 'zod';
import { askBank, readJson, refuseFailure, type BankAnswer } from './http';
import { BankError, type BankSession, type Tokens } from './provider';

/**
 * How a bank's token endpoint knows Saldo. `clientSecret` is null for a public client, which proves itself by
 * PKCE alone.
 */
export type OAuthClient = {
  bank: string;
  tokenUrl: URL;
  clientId: string;
  clientSecret: string | null;
  fetch?: typeof fetch | undefined;
};

/** Renewed this long before the end, so that a token does not end on its way. */
const EARLY_MS = 30_000;

const grantSchema = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1).nullish(),
  expires_in: z.coerce.number().positive().nullish(),
});

/**
 * Turns a code and its verifier into tokens (RFC 6749 section 4.1.3, RFC 7636). `answer` is the whole answer,
 * for what banks add. Throws BankError: REFUSED when the code is used up or foreign, and what `askBank`
 * throws.
 */
export async function exchangeCode(
  client: OAuthClient,
  { code, codeVerifier, redirectUri }: { code: string; codeVerifier: string; redirectUri: string },
): Promise<{ tokens: Tokens; answer: BankAnswer }> {
  const answer = await askTokens(client, {
    grant_type: 'authorization_code',
    code,
    code_verifier: codeVerifier,
    redirect_uri: redirectUri,
  });
  if (answer.status === 400)
    throw new BankError(
      'REFUSED',
      `${client.bank} does not accept this consent any more: start the connection again.`,
    );
  return { tokens: readGrant(answer, null), answer };
}

/**
 * Sends a request with the session's access token and returns the answer, whatever its status except 401.
 *
 * A token that is about to end is renewed first, and one that the bank refuses is renewed once. The new
 * tokens are handed to `session.renewed` and used only when that has resolved. Throws BankError CONSENT_ENDED
 * when the bank takes neither token.
 */
export async function withAccessToken(
  client: OAuthClient,
  session: BankSession,
  send: (accessToken: string) => Promise<BankAnswer>,
): Promise<BankAnswer> {
  const { accessTokenExpiresAt, refreshToken } = session.tokens;
  if (
    refreshToken !== null &&
    accessTokenExpiresAt !== null &&
    Date.parse(accessTokenExpiresAt) - EARLY_MS < Date.now()
  )
    await renew(client, session);
  const used = session.tokens.accessToken;
  const answer = await send(used);
  if (answer.status !== 401) return answer;
  // Another request of this session may have renewed meanwhile.
  if (session.tokens.accessToken === used) await renew(client, session);
  const second = await send(session.tokens.accessToken);
  if (second.status === 401) throw consentEnded(client.bank);
  return second;
}

const renewals = new WeakMap<BankSession, Promise<void>>();

/**
 * One renewal at a time: a refresh token works once, and two requests that both used it would end the
 * consent.
 */
function renew(client: OAuthClient, session: BankSession): Promise<void> {
  const running = renewals.get(session) ?? renewNow(client, session).finally(() => renewals.delete(session));
  renewals.set(session, running);
  return running;
}

async function renewNow(client: OAuthClient, session: BankSession): Promise<void> {
  const { refreshToken } = session.tokens;
  if (refreshToken === null) throw consentEnded(client.bank);
  const answer = await askTokens(
    client,
    { grant_type: 'refresh_token', refresh_token: refreshToken },
    session.signal,
  );
  if (answer.status === 400) throw consentEnded(client.bank);
  const tokens = readGrant(answer, refreshToken);
  await session.renewed(tokens);
  session.tokens = tokens;
}

async function askTokens(
  client: OAuthClient,
  form: Record<string, string>,
  signal?: AbortSignal,
): Promise<BankAnswer> {
  const secret: Record<string, string> =
    client.clientSecret === null ? {} : { client_secret: client.clientSecret };
  const answer = await askBank({
    bank: client.bank,
    method: 'POST',
    url: client.tokenUrl,
    form: { ...form, client_id: client.clientId, ...secret },
    signal,
    fetch: client.fetch,
  });
  if (answer.status === 401 || (answer.status === 400 && isForeignClient(answer.body)))
    throw new BankError(
      'REFUSED',
      `${client.bank} does not know this Saldo: the operator has to check the client id and secret.`,
    );
  if (answer.status !== 400) refuseFailure(answer);
  return answer;
}

/**
 * RFC 6749 section 5.2 lets a bank answer 400 for a client it does not know: no person could help that by
 * renewing.
 */
function isForeignClient(body: string): boolean {
  return /"(invalid_client|unauthorized_client)"/.test(body);
}

/** A bank that does not rotate sends no refresh token on renewal: the one that was used stays good. */
function readGrant(answer: BankAnswer, previousRefreshToken: string | null): Tokens {
  const grant = readJson(answer, grantSchema);
  const expiresAt =
    grant.expires_in == null
      ? null
      : new Date(Date.parse(answer.receivedAt) + grant.expires_in * 1000).toISOString();
  return {
    accessToken: grant.access_token,
    accessTokenExpiresAt: expiresAt,
    refreshToken: grant.refresh_token ?? previousRefreshToken,
  };
}

function consentEnded(bank: string): BankError {
  return new BankError('CONSENT_ENDED', `The consent at ${bank} has ended: renew the connection.`);
}
