import { randomUUID } from 'node:crypto';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { unwrapResolverError } from '@apollo/server/errors';
import { AccessError, DomainError, type InputProblem } from '@/lib/platform/errors/domain-error';
import { errorStack, log } from '@/lib/platform/log';
import { metrics } from '@/lib/platform/metrics/metrics';
import type { GraphQLContext, OperationRecord } from './context';

/**
 * Runs a change and answers with a payload: expected failures become its `errors`, anything else goes on to
 * formatError. Whatever happens, what the operation had read before is forgotten.
 */
export async function payload<T extends object>(
  context: GraphQLContext,
  work: () => Promise<T>,
): Promise<T & { errors: InputProblem[] }> {
  try {
    const result = await work();
    return { ...result, errors: [] };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return {
      errors: error.problems.map((problem) => ({ ...problem, path: [...problem.path] })),
    } as unknown as T & { errors: InputProblem[] };
  } finally {
    context.forget();
  }
}

const KNOWN_CODES = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'OPERATION_RESOLUTION_FAILURE',
  'BAD_REQUEST',
  'TOO_EXPENSIVE',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'NOT_FOUND',
  'CONFIRMATION_REQUIRED',
  'TOO_MANY_REQUESTS',
]);

/**
 * The request in which an unknown error was thrown, so that what a client is told finds the request's own
 * line in the log.
 */
const requestOf = new WeakMap<object, string>();

/**
 * The code of an operation's first error; null without any. Remembers the request of errors that nobody
 * expected.
 */
export function noteErrors({ requestId }: OperationRecord, errors: readonly GraphQLError[]): string | null {
  let first: string | null = null;
  for (const error of errors) {
    const original = unwrapResolverError(error);
    const code = knownCode(original, error.extensions.code) ?? 'INTERNAL_SERVER_ERROR';
    first ??= code;
    if (code === 'INTERNAL_SERVER_ERROR' && requestId && typeof original === 'object' && original !== null)
      requestOf.set(original, requestId);
  }
  return first;
}

function knownCode(original: unknown, code: unknown): string | null {
  if (original instanceof AccessError) return original.code;
  if (original instanceof DomainError) return 'BAD_USER_INPUT';
  return typeof code === 'string' && KNOWN_CODES.has(code) ? code : null;
}

/**
 * What a client learns of an error: expected ones as they are, unknown ones as one plain sentence with an id
 * for the operator.
 */
export function formatError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const original = unwrapResolverError(error);
  const code = knownCode(original, formatted.extensions?.code);
  metrics().graphqlErrors.inc({ code: code ?? 'INTERNAL_SERVER_ERROR' });
  if (original instanceof AccessError)
    return { ...formatted, message: original.message, extensions: { code: original.code } };
  if (original instanceof DomainError) {
    return {
      ...formatted,
      message: original.message,
      extensions: { code: 'BAD_USER_INPUT', errors: original.problems },
    };
  }
  if (code)
    return {
      message: brief(formatted.message),
      locations: formatted.locations,
      path: formatted.path,
      extensions: { code },
    };
  const id = (typeof original === 'object' && original !== null && requestOf.get(original)) || randomUUID();
  log.error('unknown error in an operation', { requestId: id, stack: errorStack(original) });
  return {
    message: `Something went wrong on our side. If it happens again, tell the person who runs Saldo this number: ${id}`,
    ...(formatted.path ? { path: formatted.path } : {}),
    extensions: { code: 'INTERNAL_SERVER_ERROR', id },
  };
}

const LONGEST_MESSAGE = 500;

/** GraphQL's own messages repeat what was sent, at whatever length. */
function brief(message: string): string {
  return message.length > LONGEST_MESSAGE ? `${message.slice(0, LONGEST_MESSAGE)}…` : message;
}

/** For arguments of queries, which have no payload to carry errors. */
export function badInput(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
}
