import { createServer, type Server } from 'node:http';
import { errorStack, log } from '@/lib/platform/log';
import { answerOperations, isOperations } from './operations';
import { securityHeaders } from './security-headers';

/**
 * Answers health and metrics, and nothing else, for a process that serves no people. Throws when the port is
 * taken.
 */
export async function servePrivatePort(port: number, host: string): Promise<Server> {
  const server = createServer((request, response) => {
    const path = request.url?.split('?', 1)[0] ?? '/';
    securityHeaders(request, response, path);
    if (!isOperations(path)) {
      response.writeHead(404).end();
      return;
    }
    answerOperations(path, request, response).catch((error: unknown) => {
      log.error('a request failed', { stack: errorStack(error) });
      if (!response.headersSent) response.writeHead(500).end();
    });
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve));
  // Who watches must not keep the process.
  server.unref();
  return server;
}
