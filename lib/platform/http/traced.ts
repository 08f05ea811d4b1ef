import type { IncomingMessage, ServerResponse } from 'node:http';
import { comesFromProxy } from './client-address';
import { routeOf } from './measured';
import { requestIdOf } from './request-id';

/**
 * Answers a request as a span, where spans are taken. It continues the trace of a proxy of TRUSTED_PROXIES,
 * and of nobody else.
 */
export function traceRequest(
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  answer: () => void,
): void {
  const begin = globalThis.saldoTracing;
  if (!begin) return answer();
  const route = routeOf(path);
  const requestId = requestIdOf((name) => request.headers[name]);
  const span = begin(
    'request',
    `${request.method} ${route}`,
    { requestId, route },
    comesFromProxy(request) ? request.headers : {},
  );
  if (!span) return answer();
  response.once('close', () => {
    const { statusCode: status, writableFinished } = response;
    span.end({ status, outcome: !writableFinished ? 'aborted' : status >= 500 ? 'failed' : 'ok' });
  });
  return span.run(answer);
}
