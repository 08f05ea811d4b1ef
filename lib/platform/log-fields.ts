/**
 * What a line of the log, a report or a span may tell besides its message.
 *
 * Callers pass only fields from this list; payees, amounts, addresses and tokens have no field to travel in,
 * so that a log cannot leak them by accident.
 */
export type LogFields = {
  requestId?: string;
  /** A kind of address, as metrics have it. */
  route?: string;
  status?: number;
  /**
   * The name of a GraphQL operation. Anybody may choose one: letters, digits and underscores, and not many.
   */
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
