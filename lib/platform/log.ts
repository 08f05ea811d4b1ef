import pino from 'pino';
import { env } from './env';
import type { LogFields } from './log-fields';
import { report } from './sentry';

let logger: pino.Logger | undefined;

/** Made at the first line: scripts set the environment after their imports. */
function write(level: 'info' | 'warn' | 'error', message: string, fields: LogFields): void {
  logger ??= pino({ level: env().LOG_LEVEL, base: undefined, timestamp: pino.stdTimeFunctions.isoTime });
  logger[level](fields, message);
}

/** One JSON line per event on standard output. */
export const log = {
  info: (message: string, fields: LogFields = {}) => write('info', message, fields),
  warn: (message: string, fields: LogFields = {}) => write('warn', message, fields),
  error: (message: string, fields: LogFields = {}) => {
    write('error', message, fields);
    report(message, fields);
  },
};

/**
 * The part of an error that may be logged: its name and where it was thrown. Messages can carry what people
 * typed.
 */
export function errorStack(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const frames = (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 12);
  const code = (error as { code?: unknown }).code;
  return [`${error.name}${typeof code === 'string' ? ` ${code}` : ''}`, ...frames].join('\n');
}
