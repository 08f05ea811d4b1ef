import type { IncomingMessage, ServerResponse } from 'node:http';
import { performance } from 'node:perf_hooks';
import { log } from '@/lib/platform/log';
import { metrics } from '@/lib/platform/metrics/metrics';
import { requestIdOf } from './request-id';

/**
 * Counts a request when it has been answered or aborted: by what kind of address it was for, never by the
 * address.
 */
export function measureRequest(request: IncomingMessage, response: ServerResponse, path: string): void {
  const startedAt = performance.now();
  const route = routeOf(path);
  response.once('close', () => {
    const status = response.writableFinished ? `${Math.floor(response.statusCode / 100)}xx` : 'aborted';
    const durationMs = performance.now() - startedAt;
    metrics().httpRequests.observe({ route, status }, durationMs / 1_000);
    if (LOGGED.has(route))
      log.info('request', {
        requestId: requestIdOf((name) => request.headers[name]),
        route,
        status: response.statusCode,
        durationMs: Math.round(durationMs),
      });
  });
}

const API = new Set(['graphql', 'imports', 'auth', 'banks', 'health', 'metrics']);

/**
 * What programs and providers of identity ask for; the API itself has a line of its own, which knows more
 * (graphql/http.ts).
 */
const LOGGED = new Set(['imports', 'auth', 'banks']);

/** The kind of an address. */
export function routeOf(path: string): string {
  const [, first, second = ''] = path.split('/', 3);
  if (first === 'api') return API.has(second) ? second : 'other';
  return first === '_next' ? 'asset' : 'page';
}
