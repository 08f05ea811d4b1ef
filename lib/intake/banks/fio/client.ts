import { setTimeout as wait } from 'node:timers/promises';
import { todayIn, type LocalDate } from '@/lib/core/dates/local-date';
import { askBank, readJson, refuseFailure, type BankAnswer } from '../http';
import { BankError } from '../provider';
import { statementSchema, type Statement } from './statement';
import { tokenHash, turnKeeper, type Clock, type TakeTurn } from './turns';

export const BANK = 'Fio banka';

/**
 * What a question brought: a statement, or why there is none. TOO_MANY: more movements than one answer may
 * have. LOCKED: the period reaches back further than Fio tells without being unlocked. UNKNOWN_TOKEN: 500,
 * which may also be just an error.
 */
export type Outcome = { answer: BankAnswer; statement: Statement } | 'TOO_MANY' | 'LOCKED' | 'UNKNOWN_TOKEN';

export type FioClient = {
  /** Everything booked on the days from..to. Safe to repeat. */
  period: (token: string, from: LocalDate, to: LocalDate, signal?: AbortSignal) => Promise<Outcome>;
  /** Everything after a movement. The bank's bookmark is set first, so that it is safe to repeat too. */
  after: (token: string, movementId: string, signal?: AbortSignal) => Promise<Outcome>;
  /**
   * What the account was like within the last interval; asked only when nobody did, because the bank would
   * refuse a second question.
   */
  now: (token: string, signal?: AbortSignal) => Promise<Outcome>;
};

/** What has to be one per process: whose turn it is, and what was answered a moment ago. */
export type FioMemory = {
  clock: Clock;
  intervalMs: number;
  takeTurn: TakeTurn;
  recent: Map<string, { outcome: Outcome; until: number }>;
};

export const systemClock: Clock = { now: Date.now, sleep: (ms, signal) => wait(ms, undefined, { signal }) };

export function fioMemory(clock: Clock, intervalMs: number): FioMemory {
  return { clock, intervalMs, takeTurn: turnKeeper(intervalMs, clock), recent: new Map() };
}

/** Asks the token API, one question per token and interval. Answers 409 with BankError RATE_LIMITED. */
export function fioClient({
  url,
  fetch: send,
  memory,
}: {
  url: string;
  fetch?: typeof fetch | undefined;
  memory: FioMemory;
}): FioClient {
  const { clock, intervalMs, takeTurn, recent } = memory;
  // The token is a part of the path: what is written down has a word in its place.
  const ask = async (
    token: string,
    signal: AbortSignal | undefined,
    path: (token: string) => string,
  ): Promise<BankAnswer> => {
    const address = (secret: string) => new URL(`/v1/rest/${path(secret)}`, url);
    const answer = await takeTurn(
      token,
      () => askBank({ bank: BANK, url: address(token), shown: address('TOKEN').href, signal, fetch: send }),
      signal,
    );
    if (answer.status === 409)
      throw new BankError(
        'RATE_LIMITED',
        `${BANK} was asked too often: try again in half a minute.`,
        Math.ceil(intervalMs / 1000),
      );
    return answer;
  };
  const today = () => todayIn('Europe/Prague', new Date(clock.now()));

  const period: FioClient['period'] = async (token, from, to, signal) => {
    const outcome = outcomeOf(
      await ask(token, signal, (secret) => `periods/${secret}/${from}/${to}/transactions.json`),
    );
    if (typeof outcome === 'object' && to === today())
      recent.set(tokenHash(token), { outcome, until: clock.now() + intervalMs });
    return outcome;
  };
  return {
    period,
    after: async (token, movementId, signal) => {
      const bookmark = await ask(token, signal, (secret) => `set-last-id/${secret}/${movementId}/`);
      if (bookmark.status === 500) return 'UNKNOWN_TOKEN';
      refuseFailure(bookmark);
      return outcomeOf(await ask(token, signal, (secret) => `last/${secret}/transactions.json`));
    },
    now: async (token, signal) => {
      const known = recent.get(tokenHash(token));
      return known && known.until > clock.now() ? known.outcome : period(token, today(), today(), signal);
    },
  };
}

/** What the statuses mean that other banks do not use, or use otherwise. */
function outcomeOf(answer: BankAnswer): Outcome {
  if (answer.status === 413) return 'TOO_MANY';
  if (answer.status === 422) return 'LOCKED';
  if (answer.status === 500) return 'UNKNOWN_TOKEN';
  refuseFailure(answer);
  return { answer, statement: readJson(answer, statementSchema).accountStatement };
}
