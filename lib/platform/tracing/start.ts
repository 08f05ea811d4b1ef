import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from '@opentelemetry/api';
import { env } from '@/lib/platform/env';
import { errorStack, log } from '@/lib/platform/log';
import type { LogFields } from '@/lib/platform/log-fields';

let provider: { shutdown: () => Promise<void> } | undefined;

/**
 * Has spans sent to the collector of OTEL_EXPORTER_OTLP_ENDPOINT, where it is set: only then is anything of
 * OpenTelemetry loaded. To be called before anything connects to the database. The packages read their other
 * variables themselves, sampling and headers among them.
 */
export async function startTracing(): Promise<void> {
  if (!env().OTEL_EXPORTER_OTLP_ENDPOINT) return;
  const [api, core, { OTLPTraceExporter }, resources, sdk] = await Promise.all([
    import('@opentelemetry/api'),
    import('@opentelemetry/core'),
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/resources'),
    import('@opentelemetry/sdk-trace-base'),
  ]);
  const { ROOT_CONTEXT, SpanKind, SpanStatusCode } = api;
  core.setGlobalErrorHandler((error) => log.warn('spans could not be sent', { stack: errorStack(error) }));
  const resource = resources
    .resourceFromAttributes({ 'service.name': 'saldo' })
    .merge(resources.detectResources({ detectors: [resources.envDetector] }));
  // Not registered as the process's own provider: Next would give it spans too, with the addresses that
  // people open.
  const started = new sdk.BasicTracerProvider({
    resource,
    spanProcessors: [new sdk.BatchSpanProcessor(new OTLPTraceExporter())],
  });
  const tracer = started.getTracer('saldo');
  const incoming = new core.W3CTraceContextPropagator();
  const active = new AsyncLocalStorage<Context>();
  const kinds = {
    request: SpanKind.SERVER,
    operation: SpanKind.INTERNAL,
    job: SpanKind.CONSUMER,
    statement: SpanKind.CLIENT,
  };
  provider = started;
  globalThis.saldoTracing = (of, name, fields, from) => {
    const parent = from ? incoming.extract(ROOT_CONTEXT, from, api.defaultTextMapGetter) : active.getStore();
    if (!parent && of === 'statement') return undefined;
    const span = tracer.startSpan(
      name,
      { kind: kinds[of], attributes: given(fields) },
      parent ?? ROOT_CONTEXT,
    );
    return {
      run: (work) => active.run(api.trace.setSpan(parent ?? ROOT_CONTEXT, span), work),
      end: (last) => {
        span.setAttributes(given(last));
        if (last.outcome === 'failed') span.setStatus({ code: SpanStatusCode.ERROR });
        span.end();
      },
    };
  };
}

function given(fields: LogFields): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(fields).filter((field): field is [string, string | number] => field[1] !== null),
  );
}

/** Takes no more spans, and waits a little for those that are on their way. */
export async function sendSpans(): Promise<void> {
  globalThis.saldoTracing = undefined;
  await Promise.race([provider?.shutdown().catch(() => undefined), sleep(2_000, undefined, { ref: false })]);
}
