import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { startTracing } from '@/lib/platform/tracing/start';

// To be imported before anything else: the environment is read once, when the first module asks for it.
const PORT = 20_000 + (process.pid % 20_000);
process.env.OTEL_EXPORTER_OTLP_ENDPOINT = `http://127.0.0.1:${PORT}`;
process.env.OTEL_BSP_SCHEDULE_DELAY = '50';
process.env.TRUSTED_PROXIES = '10.0.0.0/8';

type Sent = {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  kind: number;
  status: { code: number };
  attributes: { key: string; value: Record<string, unknown> }[];
};
type Body = { resourceSpans: { scopeSpans: { spans: Sent[] }[] }[] };
export type TakenSpan = Pick<Sent, 'traceId' | 'spanId' | 'parentSpanId' | 'name' | 'kind'> & {
  isFailed: boolean;
  fields: Record<string, unknown>;
};

let received = '';
const spans: TakenSpan[] = [];

const sink = createServer((request, response) => {
  let body = '';
  request
    .on('data', (chunk: Buffer) => (body += chunk.toString()))
    .on('end', () => {
      received += JSON.stringify(request.headers) + body;
      for (const { scopeSpans } of (JSON.parse(body) as Body).resourceSpans)
        spans.push(...scopeSpans.flatMap((scope) => scope.spans.map(read)));
      response.end('{}');
    });
});
beforeAll(async () => {
  await new Promise<void>(
    (resolve, reject) => void sink.once('error', reject).listen(PORT, '127.0.0.1', resolve),
  );
  await startTracing();
});
afterAll(() => void sink.close());

function read({ attributes, status, ...span }: Sent): TakenSpan {
  return {
    ...span,
    isFailed: status.code === 2,
    fields: Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]])),
  };
}

/** Everything that has come in, headers and all. */
export const sunk = (): string => received;

/** The spans of one trace, as soon as the one that `isLast` has come in. */
export async function traceWith(isLast: (span: TakenSpan) => boolean): Promise<TakenSpan[]> {
  for (const patience = Date.now() + 15_000; Date.now() < patience; await sleep(20)) {
    const last = spans.find(isLast);
    if (last) return spans.filter(({ traceId }) => traceId === last.traceId);
  }
  throw new Error('That span never came.');
}
