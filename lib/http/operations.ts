import type { IncomingMessage, ServerResponse } from 'node:http';
import { readiness } from '../health/data';

type Answer = { status: number; type: string; body: string };

const json = (status: number, body: object): Answer => ({ status, type: 'application/json; charset=utf-8', body: JSON.stringify(body) });

/** What whoever runs Saldo asks its processes, by address. */
const ANSWERS: Record<string, (request: IncomingMessage) => Promise<Answer>> = {
  // The process alone: a database that is away is no reason to start it anew.
  '/api/health/live': () => Promise.resolve(json(200, { status: 'live' })),
  '/api/health/ready': async () => {
    const found = await readiness();
    return found.ready ? json(200, { status: 'ready' }) : json(503, { status: 'not ready', reason: found.reason });
  },
};

export function isOperations(path: string): boolean {
  return Object.hasOwn(ANSWERS, path);
}

/** Answers an address that isOperations knows. */
export async function answerOperations(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const answer = ANSWERS[path];
  if (!answer) throw new Error('Not an address of operations.');
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { allow: 'GET, HEAD' }).end();
    return;
  }
  const { status, type, body } = await answer(request);
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body), 'cache-control': 'no-store' }).end(request.method === 'HEAD' ? undefined : body);
}
