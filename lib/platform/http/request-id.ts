import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { comesFromProxy } from './client-address';

/** Set by the server on every request, for what answers it: no caller's own header of that name counts. */
const OWN_HEADER = 'x-saldo-request-id';
/**
 * Letters, digits and dashes of a length that fits a line: what goes into logs must not look like more than
 * one field.
 */
const FORMAT = /^[\w-]{8,64}$/;

/**
 * Gives a request the id that its answer and every log line about it carry. A proxy of TRUSTED_PROXIES may
 * have given it one already.
 */
export function markRequestId(request: IncomingMessage, response: ServerResponse): void {
  const given = request.headers['x-request-id'];
  const id =
    typeof given === 'string' && FORMAT.test(given) && comesFromProxy(request) ? given : randomUUID();
  request.headers[OWN_HEADER] = id;
  response.setHeader('x-request-id', id);
}

/** The id of a request, or a new one where no server of ours has given it one. */
export function requestIdOf(header: (name: string) => string | string[] | null | undefined): string {
  const id = header(OWN_HEADER);
  return typeof id === 'string' && FORMAT.test(id) ? id : randomUUID();
}
