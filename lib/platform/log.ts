import pino from 'pino';
import { env } from './env';
import { report } from './sentry';

/**
 * One JSON line per event on standard output.
 *
 * Callers pass only fields from this list; payees, amounts, addresses and tokens have no field to travel in, so that a log
 * cannot leak them by accident.
 */
export type LogFields = {
  requestId?: string;
  /** A kind of address, as metrics have it. */
  route?: string;
  status?: number;
  /** The name of a GraphQL operation. Anybody may choose one: letters, digits and underscores, and not many. */
  operation?: string | null;
  durationMs?: number;
  outcome?: string;
  code?: string | null;
  /** What the audit trail calls it. */
  event?: string;
  /** How somebody proves who they are. */
  method?: string;
  /** Keyed hashes (lib/platform/log-hash.ts): who it is cannot be read, that it is the same one can. */
  user?: string | null;
  household?: string | null;
  job?: string;
  jobId?: string;
  count?: number;
  /** Name and stack of an error, without its message's variables. */
  stack?: string;
};

let logger: pino.Logger | undefined;

/** Made at the first line: scripts set the environment after their imports. */
function write(level: 'info' | 'warn' | 'error', message: string, fields: LogFields): void {
  logger ??= pino({ level: env().LOG_LEVEL, base: undefined, timestamp: pino.stdTimeFunctions.isoTime });
  logger[level](fields, message);
}

export const log = {
  info: (message: string, fields: LogFields = {}) => write('info', message, fields),
  warn: (message: string, fields: LogFields = {}) => write('warn', message, fields),
  error: (message: string, fields: LogFields = {}) => {
    write('error', message, fields);
    report(message, fields);
  },
};

/** The part of an error that may be logged: its name and where it was thrown. Messages can carry what people typed. */
export function errorStack(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const frames = (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 12);
  const code = (error as { code?: unknown }).code;
  return [`${error.name}${typeof code === 'string' ? ` ${code}` : ''}`, ...frames].join('\n');
}
