import type { GraphQLError, OperationDefinitionNode } from 'graphql';
import type { LogFields } from '@/lib/platform/log-fields';
import { metrics } from '@/lib/platform/metrics/metrics';
import * as documents from './__generated__/client/graphql';
import type { OperationRecord } from './context';
import { noteErrors } from './errors';

/** Callers choose the names of their operations: what a log line repeats of one is no longer than this. */
const LONGEST_NAME = 64;

/**
 * The operations of Saldo's own pages. Only these have lines of their own in metrics, or anybody could make
 * as many as they like.
 */
const OWN = new Set(
  Object.values(documents).flatMap(
    (document) => /^\s*(?:query|mutation)\s+(\w+)/.exec(String(document))?.[1] ?? [],
  ),
);

/** What metrics and traces call an operation: by its name where it is one of Saldo's own. */
export function knownName({ name }: OperationDefinitionNode): string {
  return name && OWN.has(name.value) ? name.value : 'other';
}

/** Counts an operation and remembers what the log says of it. Returns what came of it. */
export function noteOperation(
  record: OperationRecord,
  operation: OperationDefinitionNode,
  errors: readonly GraphQLError[] | undefined,
  durationMs: number,
): LogFields {
  record.operation = operation.name?.value.slice(0, LONGEST_NAME) ?? null;
  record.code = noteErrors(record, errors ?? []);
  const outcome = !record.code ? 'ok' : record.code === 'INTERNAL_SERVER_ERROR' ? 'failed' : 'refused';
  metrics().operations.observe({ operation: knownName(operation), outcome }, durationMs / 1_000);
  return { outcome, code: record.code };
}
