import type { Server, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** How often connections that have become idle meanwhile are closed. */
const SWEEP_MS = 50;

/**
 * Prepares a server for an end in which no request fails. The function that is returned begins it: every
 * answer tells its client to close the connection and take another one next time, the server goes on for
 * `delayMs` so that load balancers can turn away, and then it stops accepting, waits for the requests in
 * flight, and resolves.
 */
export function gracefulClose(server: Server): (delayMs: number) => Promise<void> {
  const inFlight = new Set<ServerResponse>();
  let closing = false;
  // Before the request is handled: an answer may be on its way when the handler returns.
  server.prependListener('request', (_request, response) => {
    if (closing) response.shouldKeepAlive = false;
    inFlight.add(response);
    response.once('close', () => inFlight.delete(response));
  });
  return async (delayMs) => {
    closing = true;
    for (const response of inFlight) if (!response.headersSent) response.shouldKeepAlive = false;
    await sleep(delayMs);
    // Node closes what is idle when it stops accepting; what had begun to answer before was promised a
    // connection that stays open.
    const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS);
    await new Promise<void>((resolve) => server.close(() => resolve()));
    clearInterval(sweep);
  };
}
