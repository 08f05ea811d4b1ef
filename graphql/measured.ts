import type { GraphQLError, OperationDefinitionNode } from 'graphql';
import { metrics } from '@/lib/metrics/metrics';
import * as documents from './__generated__/client/graphql';
import type { OperationRecord } from './context';
import { noteErrors } from './errors';

/** Callers choose the names of their operations: what a log line repeats of one is no longer than this. */
const LONGEST_NAME = 64;

/** The operations of Saldo's own pages. Only these have lines of their own in metrics, or anybody could make as many as they like. */
const OWN = new Set(Object.values(documents).flatMap((document) => /^\s*(?:query|mutation)\s+(\w+)/.exec(String(document))?.[1] ?? []));

/** Counts an operation and remembers what the log says of it. */
export function noteOperation(record: OperationRecord, { name }: OperationDefinitionNode, errors: readonly GraphQLError[] | undefined, durationMs: number): void {
  record.operation = name?.value.slice(0, LONGEST_NAME) ?? null;
  record.code = noteErrors(record, errors ?? []);
  const operation = name && OWN.has(name.value) ? name.value : 'other';
  const outcome = !record.code ? 'ok' : record.code === 'INTERNAL_SERVER_ERROR' ? 'failed' : 'refused';
  metrics().operations.observe({ operation, outcome }, durationMs / 1_000);
}
