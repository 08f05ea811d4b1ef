import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import next from 'next';
import { closeObserver } from '@/lib/platform/db/observer';
import { closeDb } from '@/lib/platform/db/pool';
import { env } from '@/lib/platform/env';
import { startDraining } from '@/lib/platform/health/drain';
import { errorStack, log } from '@/lib/platform/log';
import { checkMasterKeys } from '@/lib/platform/vault/canary';
import { answerGraphQL } from '@/graphql/node-http';
import { markClientAddress } from '@/lib/platform/http/client-address';
import { gracefulClose } from '@/lib/platform/http/graceful-close';
import { markLocalInbox } from '@/lib/platform/http/local-inbox';
import { measureRequest } from '@/lib/platform/http/measured';
import { answerOperations, isOperations } from '@/lib/platform/http/operations';
import { refusedAddress } from '@/lib/platform/http/refused-address';
import { markRequestId } from '@/lib/platform/http/request-id';
import { securityHeaders } from '@/lib/platform/http/security-headers';
import { traceRequest } from '@/lib/platform/http/traced';
import { sendReports } from '@/lib/platform/sentry';
import { sendSpans, startTracing } from '@/lib/platform/tracing/start';

/**
 * The web process: one HTTP server. The API is answered here, before Next sees the request, because a Next
 * route handler alone caps it at a fraction of what the schema can do (docs/decisions/api-before-next.md).
 * Everything else goes to Next.
 */
async function main(): Promise<void> {
  const { NODE_ENV, PORT, HOST, DRAIN_SECONDS } = env();
  await startTracing();
  await checkMasterKeys();
  const app = next({ dev: NODE_ENV === 'development', hostname: HOST, port: PORT });
  await app.prepare();
  const handlePage = app.getRequestHandler();

  const respond = (request: IncomingMessage, response: ServerResponse, path: string): void => {
    if (refusedAddress(response, path)) return;
    markClientAddress(request);
    markLocalInbox(request);
    const answer =
      path === '/api/graphql'
        ? answerGraphQL(request, response)
        : isOperations(path)
          ? answerOperations(path, request, response)
          : handlePage(request, response);
    answer.catch((error: unknown) => {
      log.error('a request failed', { stack: errorStack(error) });
      if (!response.headersSent) response.writeHead(500).end();
    });
  };
  const server = createServer((request, response) => {
    const path = request.url?.split('?', 1)[0] ?? '/';
    securityHeaders(request, response, path);
    markRequestId(request, response);
    measureRequest(request, response, path);
    traceRequest(request, response, path, () => respond(request, response, path));
  });
  server.keepAliveTimeout = 65_000;
  const close = gracefulClose(server);
  server.listen(PORT, HOST, () => log.info(`web is listening on port ${PORT}`));
  server.on('error', (error: NodeJS.ErrnoException) => {
    log.error(
      error.code === 'EADDRINUSE' ? `port ${PORT} is taken by another program` : 'the web server failed',
      { stack: errorStack(error) },
    );
    process.exit(1);
  });

  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), 28_000).unref();
    startDraining();
    void close(DRAIN_SECONDS * 1_000)
      .then(() => Promise.all([closeDb(), closeObserver(), app.close(), sendReports(), sendSpans()]))
      .finally(() => process.exit(0));
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'disconnect'] as const) process.on(signal, stop);
}

main().catch((error: unknown) => {
  // What stops a start is for a person to read: one sentence, not a log line.
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
