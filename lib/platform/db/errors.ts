/** A value is there already that may be there once only. */
export const UNIQUE_VIOLATION = '23505';

/** What `pg` throws, and what Prisma makes of it: the driver's error lies inside of Prisma's. */
type DatabaseError = {
  code?: unknown;
  meta?: { driverAdapterError?: { cause?: { originalCode?: unknown } } };
  cause?: { originalCode?: unknown };
};

/**
 * PostgreSQL's code of a failed statement, whichever way it was sent: "23505" for a value that is there
 * already. Undefined for any other error. Source:
 * https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
export function sqlState(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code, cause, meta } = error as DatabaseError;
  const found = meta?.driverAdapterError?.cause?.originalCode ?? cause?.originalCode ?? code;
  return typeof found === 'string' && /^[0-9A-Z]{5}$/.test(found) && !/^P\d{4}$/.test(found)
    ? found
    : undefined;
}

/**
 * Whether an error says that the connection to PostgreSQL was lost or cannot be made, which the next try may
 * find mended.
 */
export function isConnectionLoss(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as DatabaseError;
  return (
    /^(?:08|57P0)/.test(sqlState(error) ?? '') ||
    /^(?:ECONN|EPIPE|ETIMEDOUT|P1001|P1017)/.test(typeof code === 'string' ? code : '') ||
    /^Connection terminated|^Client has encountered a connection error/.test(error.message)
  );
}
