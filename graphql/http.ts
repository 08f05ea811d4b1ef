import { performance } from 'node:perf_hooks';
import { HeaderMap, type HTTPGraphQLResponse } from '@apollo/server';
import { AccessError } from '@/lib/platform/errors/domain-error';
import { deviceOf, sessionCookieName } from '@/lib/platform/one-time/token';
import { CLIENT_ADDRESS_HEADER } from '@/lib/platform/http/client-address';
import { errorStack, log } from '@/lib/platform/log';
import { requestIdOf } from '@/lib/platform/http/request-id';
import { logHash } from '@/lib/platform/log-hash';
import { type Caller, createContext, type GraphQLContext } from './context';
import { ensureStarted, server } from './server';

/** A request as both mounts hand it in: node:http's in server.ts, a Fetch Request in the Next route. */
export type GraphQLHttpRequest = {
  method: string;
  search: string;
  header: (name: string) => string | null | undefined;
  headers: Iterable<[string, string]>;
  /** The parsed JSON body; undefined when there is none. */
  body: unknown;
};
export type GraphQLHttpResponse = { status: number; headers: Iterable<[string, string]>; body: string };

/** The largest request body that is read; a page's own operations are a few kilobytes. */
export const MAX_BODY_BYTES = 1024 * 1024;

/**
 * As long as this a document with as many tokens as are allowed need not be; a longer one is not even parsed.
 */
const MAX_DOCUMENT = 100_000;

/** Answers one request of the API, and says so in the log. Never throws: what goes wrong is an answer too. */
export async function handleGraphQL(request: GraphQLHttpRequest): Promise<GraphQLHttpResponse> {
  const startedAt = performance.now();
  const asked: { requestId: string; context: GraphQLContext | null } = {
    requestId: requestIdOf(request.header),
    context: null,
  };
  const response = await answer(request, asked);
  logRequest(asked, response, performance.now() - startedAt);
  return response;
}

async function answer(
  request: GraphQLHttpRequest,
  asked: { requestId: string; context: GraphQLContext | null },
): Promise<GraphQLHttpResponse> {
  try {
    const document = (request.body as { query?: unknown } | null | undefined)?.query;
    if (typeof document === 'string' && document.length > MAX_DOCUMENT)
      return failure(
        400,
        'TOO_EXPENSIVE',
        `The document is too long: ${MAX_DOCUMENT} characters are the limit.`,
      );
    await ensureStarted();
    const headers = new HeaderMap();
    for (const [name, value] of request.headers) headers.set(name, value);
    const context = await createContext(callerOf(request.header));
    context.record.requestId = asked.requestId;
    asked.context = context;
    const response = await server.executeHTTPGraphQLRequest({
      httpGraphQLRequest: { method: request.method, headers, search: request.search, body: request.body },
      context: () => Promise.resolve(context),
    });
    return {
      status: response.status ?? 200,
      headers: privateHeaders(response),
      body: await bodyOf(response),
    };
  } catch (error) {
    if (error instanceof AccessError)
      return failure(error.code === 'NOT_FOUND' ? 404 : 401, error.code, error.message);
    log.error('the API could not answer', { requestId: asked.requestId, stack: errorStack(error) });
    return failure(500, 'INTERNAL_SERVER_ERROR', 'Something went wrong on our side. Try again in a moment.');
  }
}

/**
 * One line for each request: who, what by its name, how long and what came of it. Nothing that was asked with
 * and nothing that was answered.
 */
function logRequest(
  { requestId, context }: { requestId: string; context: GraphQLContext | null },
  { status, body }: GraphQLHttpResponse,
  durationMs: number,
): void {
  const { viewer = null, record = null } = context ?? {};
  log.info('api request', {
    requestId,
    operation: record?.operation ?? null,
    durationMs: Math.round(durationMs * 10) / 10,
    status,
    // What was refused before it was executed has no record: its answer says why.
    code: record?.code ?? (status === 200 ? null : codeIn(body)),
    user: viewer && logHash(viewer.user.id),
    household: viewer && logHash(viewer.householdId),
  });
}

function codeIn(body: string): string | null {
  if (!body.startsWith('{')) return null;
  const { errors } = JSON.parse(body) as { errors?: { extensions?: { code?: string } }[] };
  return errors?.[0]?.extensions?.code ?? null;
}

export function failure(status: number, code: string, message: string): GraphQLHttpResponse {
  return {
    status,
    headers: [
      ['content-type', 'application/json; charset=utf-8'],
      ['cache-control', 'no-store'],
    ],
    body: JSON.stringify({ errors: [{ message, extensions: { code } }] }),
  };
}

/** Who a request says it is. A bearer token goes before the cookie: a program that sends one means it. */
export function callerOf(header: (name: string) => string | null | undefined): Caller {
  const authorization = header('authorization');
  const bearer = authorization ? (/^Bearer +([^\s]+)$/i.exec(authorization)?.[1] ?? '') : undefined;
  return {
    token: bearer ?? cookieOf(header('cookie'), sessionCookieName()),
    household: header('x-household') || null,
    device: deviceOf(header('user-agent')),
    address: header(CLIENT_ADDRESS_HEADER) || null,
    locale: preferredLocale(header('accept-language')),
  };
}

function cookieOf(cookies: string | null | undefined, name: string): string | null {
  for (const part of cookies?.split(';') ?? []) {
    const equals = part.indexOf('=');
    if (part.slice(0, equals).trim() === name) return part.slice(equals + 1).trim();
  }
  return null;
}

function preferredLocale(acceptLanguage: string | null | undefined): 'en' | 'cs' {
  return /^\s*(cs|sk)\b/i.test(acceptLanguage ?? '') ? 'cs' : 'en';
}

function privateHeaders(response: HTTPGraphQLResponse): [string, string][] {
  return [...response.headers, ['cache-control', 'no-store']];
}

async function bodyOf(response: HTTPGraphQLResponse): Promise<string> {
  if (response.body.kind === 'complete') return response.body.string;
  let body = '';
  for await (const chunk of response.body.asyncIterator) body += chunk;
  return body;
}
