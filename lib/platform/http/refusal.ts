import { AccessError, DomainError } from '@/lib/platform/errors/domain-error';
import { errorStack, log } from '@/lib/platform/log';

const STATUS: Record<AccessError['code'], number> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  CONFIRMATION_REQUIRED: 403,
  NOT_FOUND: 404,
  TOO_MANY_REQUESTS: 429,
};

/**
 * A form or a link on another site could come with the person's cookie; browsers say where a request comes
 * from.
 */
export function refuseForeignPages(request: Request): void {
  const site = request.headers.get('sec-fetch-site');
  if (site && site !== 'same-origin' && site !== 'none')
    throw new AccessError('FORBIDDEN', "Files are exchanged with Saldo's own pages and with programs only.");
}

/** An answer that refuses: a code, a sentence, and what else the refusal has to tell. */
export function refusal(status: number, code: string, message: string, more: object = {}): Response {
  return Response.json(
    { errors: [{ code, message, ...more }] },
    { status, headers: { 'cache-control': 'no-store' } },
  );
}

/**
 * What an address outside of the API answers to a failure: expected ones as they are, unknown ones as one
 * plain sentence.
 */
export function refusalOf(error: unknown, what: string): Response {
  if (error instanceof AccessError) return refusal(STATUS[error.code], error.code, error.message);
  if (error instanceof DomainError) return refusal(422, error.problems[0]?.code ?? 'INVALID', error.message);
  log.error(what, { stack: errorStack(error) });
  return refusal(500, 'INTERNAL_SERVER_ERROR', 'Something went wrong on our side. Try again in a moment.');
}
