import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { env } from '@/lib/platform/env';
import { readiness } from '@/lib/platform/health/data';
import { errorStack, log } from '@/lib/platform/log';
import { measureCertificate } from '@/lib/platform/metrics/certificate';
import { measureDatabase, measurePools } from '@/lib/platform/metrics/data';
import { metrics } from '@/lib/platform/metrics/metrics';

type Answer = { status: number; type: string; body: string };

const json = (status: number, body: object): Answer => ({
  status,
  type: 'application/json; charset=utf-8',
  body: JSON.stringify(body),
});

/** What an operator asks Saldo's processes, by address. */
const ANSWERS: Record<string, (request: IncomingMessage) => Promise<Answer>> = {
  // The process alone: a database that is away is no reason to start it again.
  '/api/health/live': () => Promise.resolve(json(200, { status: 'live' })),
  '/api/health/ready': async () => {
    const found = await readiness();
    return found.ready
      ? json(200, { status: 'ready' })
      : json(503, { status: 'not ready', reason: found.reason });
  },
  '/api/metrics': async (request) => {
    const { METRICS_TOKEN } = env();
    if (!METRICS_TOKEN) return { status: 404, type: 'text/plain; charset=utf-8', body: 'Not found' };
    if (!isSame(request.headers.authorization ?? '', `Bearer ${METRICS_TOKEN}`))
      return { status: 401, type: 'text/plain; charset=utf-8', body: 'Unauthorized' };
    const { registry, ready } = metrics();
    measurePools();
    await measureCertificate();
    ready.set((await readiness()).ready ? 1 : 0);
    // Without the database the rest is still worth telling, its absence above all.
    await measureDatabase().catch((error: unknown) =>
      log.warn('the database told no metrics', { stack: errorStack(error) }),
    );
    return { status: 200, type: registry.contentType, body: await registry.metrics() };
  },
};

/** Compares in a time that tells nothing about where two texts differ, or how long they are. */
function isSame(given: string, wanted: string): boolean {
  const [a, b] = [given, wanted].map((text) => createHash('sha256').update(text).digest()) as [
    Buffer,
    Buffer,
  ];
  return timingSafeEqual(a, b);
}

export function isOperations(path: string): boolean {
  return Object.hasOwn(ANSWERS, path);
}

/** Answers an address that isOperations knows. */
export async function answerOperations(
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const answer = ANSWERS[path];
  if (!answer) throw new Error('Not an address of operations.');
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { allow: 'GET, HEAD' }).end();
    return;
  }
  const { status, type, body } = await answer(request);
  response
    .writeHead(status, {
      'content-type': type,
      'content-length': Buffer.byteLength(body),
      'cache-control': 'no-store',
    })
    .end(request.method === 'HEAD' ? undefined : body);
}
