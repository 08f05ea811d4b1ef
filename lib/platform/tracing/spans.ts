import type { IncomingHttpHeaders } from 'node:http';
import type { LogFields } from '@/lib/platform/log-fields';

/** What a span is about. A statement belongs to what asks it and is nothing by itself. */
export type SpanOf = 'request' | 'operation' | 'job' | 'statement';

/** A span that has begun. What it carries is what a log line may: so it cannot leak what the log cannot. */
export type BegunSpan = {
  /** Does `work` so that the spans of what it has done for it are children of this one. */
  run: <T>(work: () => T) => T;
  end: (fields: LogFields) => void;
};

declare global {
  // Pages are bundled apart from the server and have modules of their own; what both do for one request
  // belongs into one trace.
  /**
   * Begins a span: within the one around it, or at the beginning or in the middle of a trace, as the headers
   * `from` say. Only there while somebody takes spans (start.ts).
   */
  var saldoTracing:
    | ((of: SpanOf, name: string, fields: LogFields, from?: IncomingHttpHeaders) => BegunSpan | undefined)
    | undefined;
}

type Tell = (fields: LogFields) => void;
const tellNobody: Tell = () => undefined;

/**
 * Does `work` as a span, where spans are taken. What `work` tells goes with it; when it throws, that it
 * failed does.
 */
export function inSpan<T>(
  of: SpanOf,
  name: string,
  fields: LogFields,
  work: (tell: Tell) => Promise<T>,
): Promise<T> {
  const span = globalThis.saldoTracing?.(of, name, fields);
  return span ? doneIn(span, work) : work(tellNobody);
}

async function doneIn<T>(span: BegunSpan, work: (tell: Tell) => Promise<T>): Promise<T> {
  let told: LogFields = {};
  try {
    const result = await span.run(() => work((fields) => (told = fields)));
    span.end(told);
    return result;
  } catch (error) {
    const { code } = error as { code?: unknown };
    span.end({ ...told, outcome: 'failed', code: typeof code === 'string' ? code : null });
    throw error;
  }
}
