import { env } from './env';
import type { LogFields } from './log-fields';

/** Loaded when there is somebody to report to, and only then. */
async function connect(dsn: string) {
  const [{ createStackParser, createTransport }, { nodeStackLineParser, ServerRuntimeClient }] =
    await Promise.all([import('@sentry/core'), import('@sentry/core/server')]);
  const stackParser = createStackParser(nodeStackLineParser());
  const client = new ServerRuntimeClient({
    dsn,
    platform: 'node',
    runtime: { name: 'node', version: process.version },
    environment: env().NODE_ENV,
    // None of Sentry's own: they would collect requests, breadcrumbs and what the machine is called.
    integrations: [],
    stackParser,
    transport: (options) =>
      createTransport(options, async ({ body }) => {
        const answer = await fetch(options.url, {
          method: 'POST',
          body: body as string,
          signal: AbortSignal.timeout(5_000),
        });
        return {
          statusCode: answer.status,
          headers: {
            'x-sentry-rate-limits': answer.headers.get('x-sentry-rate-limits'),
            'retry-after': answer.headers.get('retry-after'),
          },
        };
      }),
  });
  client.init();
  return { client, stackParser };
}

let connected: ReturnType<typeof connect> | undefined;

/**
 * Reports an error to Sentry where SENTRY_DSN is set. What is reported is what the log's line says and
 * nothing else, so that what has no place in the log cannot leave the machine this way either. Never throws:
 * who reports has trouble enough.
 */
export function report(message: string, { stack, ...fields }: LogFields): void {
  const { SENTRY_DSN } = env();
  if (!SENTRY_DSN) return;
  connected ??= connect(SENTRY_DSN);
  connected.then(
    ({ client, stackParser }) => {
      const type = stack?.split('\n', 1)[0] ?? 'Error';
      const tags = Object.fromEntries(
        Object.entries(fields)
          .filter(([, value]) => value !== null)
          .map(([name, value]) => [name, String(value)]),
      );
      client.captureEvent({
        level: 'error',
        message,
        tags,
        exception: {
          values: [{ type, value: message, stacktrace: { frames: stack ? stackParser(stack) : [] } }],
        },
      });
    },
    () => undefined,
  );
}

/** Waits a little for what is on its way. */
export async function sendReports(): Promise<void> {
  const { client } = (await connected?.catch(() => undefined)) ?? {};
  await client?.flush(2_000);
}
