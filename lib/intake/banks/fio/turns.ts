import { createHash } from 'node:crypto';

/** How this process tells the time and waits. Tests bring their own. */
export type Clock = { now: () => number; sleep: (ms: number, signal?: AbortSignal) => Promise<void> };

export type TakeTurn = <Answer>(
  token: string,
  ask: () => Promise<Answer>,
  signal?: AbortSignal,
) => Promise<Answer>;

/**
 * Lets a token be used only when `intervalMs` have passed since its last answer came: anyone who comes too
 * early waits for a turn, in the order they came. Tokens are remembered by their hash only.
 */
export function turnKeeper(intervalMs: number, { now, sleep }: Clock): TakeTurn {
  /** When each token is free again, once everybody before has had their turn. */
  const freeAt = new Map<string, Promise<number>>();
  return (token, ask, signal) => {
    const key = tokenHash(token);
    const turn = (freeAt.get(key) ?? Promise.resolve(0)).then(async (free) => {
      signal?.throwIfAborted();
      if (free > now()) await sleep(free - now(), signal);
      return ask();
    });
    const after = () => now() + intervalMs;
    freeAt.set(key, turn.then(after, after));
    return turn;
  };
}

export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('base64');
}
