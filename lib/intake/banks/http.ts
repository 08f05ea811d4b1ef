import type { z } from 'zod';
import { BankError } from './provider';

const TIMEOUT_MS = 20_000;
const MAX_BYTES = 10 * 1024 * 1024;
const MAX_RETRY_AFTER_SECONDS = 86_400;

/**
 * `bank` is the name that sentences use. `shown` replaces the address wherever it is written down: give it
 * when the address holds a secret.
 */
export type BankRequest = {
  bank: string;
  method?: 'GET' | 'POST' | 'DELETE';
  url: URL;
  shown?: string;
  headers?: Record<string, string>;
  form?: Record<string, string>;
  signal?: AbortSignal | undefined;
  fetch?: typeof fetch | undefined;
};

/**
 * What a bank answered, whatever the status. `request` is the method and address as they may be written down.
 */
export type BankAnswer = {
  bank: string;
  request: string;
  receivedAt: string;
  status: number;
  retryAfterSeconds: number | null;
  body: string;
};

/**
 * Asks a bank and reads the whole answer: 20 seconds and 10 MB at most, redirects are not followed (a token
 * must not travel to an address that nobody configured), https only except to this machine.
 *
 * Throws BankError: UNAVAILABLE (no connection, timeout), MALFORMED (cut off, too long, no text, a redirect).
 * Other statuses are for the caller to judge, see `refuseFailure`. When `signal` is aborted, its reason is
 * thrown.
 */
export async function askBank({
  bank,
  method = 'GET',
  url,
  shown = url.href,
  headers,
  form,
  signal,
  fetch: send = fetch,
}: BankRequest): Promise<BankAnswer> {
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isThisMachine(url.hostname))) {
    throw new BankError(
      'UNAVAILABLE',
      `${bank} is only asked over https: the operator has to correct its address.`,
    );
  }
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  const explain = (error: unknown, otherwise: BankError): unknown => {
    if (signal?.aborted) return signal.reason;
    if (error instanceof BankError) return error;
    return timeout.aborted
      ? new BankError(
          'UNAVAILABLE',
          `${bank} did not answer within ${TIMEOUT_MS / 1000} seconds: try again later.`,
        )
      : otherwise;
  };

  const response = await send(url, {
    method,
    redirect: 'manual',
    headers: { accept: 'application/json', ...headers },
    signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    ...(form ? { body: new URLSearchParams(form) } : {}),
  }).catch((error: unknown) => {
    throw explain(error, new BankError('UNAVAILABLE', `${bank} cannot be reached: try again later.`));
  });
  if (response.status >= 300 && response.status < 400) {
    await response.body?.cancel();
    throw new BankError(
      'MALFORMED',
      `${bank} sent Saldo to another address, which is not followed: the operator has to check the configured address.`,
    );
  }
  const body = await readText(bank, response).catch((error: unknown) => {
    throw explain(error, new BankError('MALFORMED', `The answer of ${bank} was cut off: try again later.`));
  });
  return {
    bank,
    request: `${method} ${shown}`,
    receivedAt: new Date().toISOString(),
    status: response.status,
    retryAfterSeconds: retryAfter(response.headers.get('retry-after'), new Date()),
    body,
  };
}

/**
 * Returns when the status is a success, and throws BankError otherwise: RATE_LIMITED for 429, UNAVAILABLE for
 * 5xx, CONSENT_ENDED for 401 and 403, MALFORMED for what no documentation mentions.
 */
export function refuseFailure({ bank, status, retryAfterSeconds }: BankAnswer): void {
  if (status >= 200 && status < 300) return;
  if (status === 429)
    throw new BankError('RATE_LIMITED', `${bank} was asked too often: try again later.`, retryAfterSeconds);
  if (status >= 500)
    throw new BankError(
      'UNAVAILABLE',
      `${bank} cannot answer at the moment: try again later.`,
      retryAfterSeconds,
    );
  if (status === 401 || status === 403)
    throw new BankError('CONSENT_ENDED', `The consent at ${bank} has ended: renew the connection.`);
  throw new BankError(
    'MALFORMED',
    `${bank} answered with the status ${status}, which its documentation does not explain here: try again later.`,
  );
}

/** The body as `schema` describes it; unknown keys are left to the schema. Throws BankError MALFORMED. */
export function readJson<Schema extends z.ZodType>(
  { bank, body }: BankAnswer,
  schema: Schema,
): z.infer<Schema> {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    throw new BankError('MALFORMED', `The answer of ${bank} is not whole: try again later.`);
  }
  const result = schema.safeParse(json);
  if (result.success) return result.data;
  // The path names fields of the documentation, never what a person has in them.
  throw new BankError(
    'MALFORMED',
    `The answer of ${bank} is not what its documentation says at "${result.error.issues[0]?.path.join('.') || 'the top'}": try again later.`,
  );
}

/**
 * Seconds to wait as Retry-After says, in seconds or as an HTTP date; null when it says nothing usable. A day
 * at most.
 */
export function retryAfter(header: string | null, now: Date): number | null {
  const text = header?.trim() ?? '';
  const seconds = /^\d{1,9}$/.test(text)
    ? Number(text)
    : Math.ceil((Date.parse(text) - now.getTime()) / 1000);
  return Number.isFinite(seconds) ? Math.min(Math.max(seconds, 0), MAX_RETRY_AFTER_SECONDS) : null;
}

function isThisMachine(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]';
}

/** Read piece by piece, so that an endless answer ends at the limit. */
async function readText(bank: string, response: Response): Promise<string> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  if (response.body) {
    for await (const piece of response.body as unknown as AsyncIterable<Uint8Array>) {
      length += piece.byteLength;
      if (length > MAX_BYTES)
        throw new BankError(
          'MALFORMED',
          `The answer of ${bank} is larger than ${MAX_BYTES / 1024 / 1024} MB: fetch a shorter period.`,
        );
      pieces.push(piece);
    }
  }
  return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(pieces));
}
