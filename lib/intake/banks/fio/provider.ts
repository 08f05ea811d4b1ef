import { addDays, type LocalDate } from '@/lib/core/dates/local-date';
import { env } from '@/lib/platform/env';
import { readAmount } from '../amount';
import { BankError, type BankPage, type BankByToken, type BankSession } from '../provider';
import { BANK, fioClient, fioMemory, systemClock, type FioMemory, type Outcome } from './client';
import { bankRow, movementsOf, type Statement } from './statement';
import type { Clock } from './turns';

const TOKEN = /^[A-Za-z0-9]{64}$/;
/** So far back Fio tells without being unlocked. */
const OPEN_DAYS = 89;

type Told = Exclude<Outcome, string>;

let processMemory: FioMemory | undefined;

/**
 * Fio banka, by the token that a person makes in its internet banking. A token is for one account and may be
 * used once in 30 seconds.
 */
export function fio({
  url = env().FIO_API_URL,
  fetch: send,
  clock,
}: { url?: string; fetch?: typeof fetch; clock?: Clock } = {}): BankByToken {
  const intervalMs = env().FIO_INTERVAL_SECONDS * 1000;
  const memory = clock
    ? fioMemory(clock, intervalMs)
    : (processMemory ??= fioMemory(systemClock, intervalMs));
  const client = fioClient({ url, fetch: send, memory });

  const account = async (session: BankSession): Promise<Statement['info']> =>
    told(await twice(() => client.now(session.tokens.accessToken, session.signal))).statement.info;

  /** The days from..to in as few answers as the bank allows, oldest first. */
  async function* days(
    session: BankSession,
    from: LocalDate,
    to: LocalDate,
    known?: Outcome,
  ): AsyncGenerator<Told, void> {
    const outcome =
      known ?? (await twice(() => client.period(session.tokens.accessToken, from, to, session.signal)));
    if (outcome !== 'TOO_MANY' || from === to) {
      yield told(outcome);
      return;
    }
    const middle = addDays(from, Math.floor((Date.parse(to) - Date.parse(from)) / 86_400_000 / 2));
    yield* days(session, from, middle);
    yield* days(session, addDays(middle, 1), to);
  }

  return {
    id: 'fio',
    consent: 'TOKEN',
    configured: true,
    finishConsent: async (given) => {
      const token = given.token.trim();
      if (!TOKEN.test(token))
        throw new BankError('REFUSED', `A token of ${BANK} has 64 letters and digits: copy the whole of it.`);
      const outcome = await client.now(token);
      if (outcome === 'UNKNOWN_TOKEN')
        throw new BankError(
          'REFUSED',
          `${BANK} does not know this token: a new one works five minutes after it was made, then try again.`,
        );
      told(outcome);
      return {
        tokens: { accessToken: token, accessTokenExpiresAt: null, refreshToken: null },
        expiresAt: null,
      };
    },
    listAccounts: async (session) => {
      const { accountId, bankId, iban, currency } = await account(session);
      const number = iban || `${accountId}/${bankId}`;
      return [{ id: `${accountId}/${bankId}`, number, name: `Fio ${accountId}`, currency, type: 'CHECKING' }];
    },
    fetchSince: async function* (session, { since, today, cursor }) {
      const { tokens, signal } = session;
      let newest = cursor;
      const page = ({ answer, statement }: Told, completeFrom?: LocalDate): BankPage => {
        const rows = movementsOf(statement).map((movement) => bankRow(BANK, movement));
        for (const { bankId } of rows)
          if (newest === null || BigInt(bankId!) > BigInt(newest)) newest = bankId;
        return {
          request: answer.request,
          receivedAt: answer.receivedAt,
          body: answer.body,
          rows,
          ...(completeFrom ? { completeFrom } : {}),
        };
      };
      const whole = await twice(() => client.period(tokens.accessToken, since, today, signal));
      if (whole !== 'LOCKED' || cursor === null) {
        for await (const part of days(session, since, today, whole)) yield page(part);
        return newest;
      }
      // The last movement that is known is older than Fio tells by day. What came after it may be told all
      // the same.
      yield page(
        told(await twice(() => client.after(tokens.accessToken, cursor, signal))),
        addDays(today, -OPEN_DAYS),
      );
      for await (const part of days(session, addDays(today, -OPEN_DAYS), today)) yield page(part);
      return newest;
    },
    balance: async (session) => {
      const { closingBalance, currency, dateEnd } = await account(session);
      return closingBalance == null || dateEnd == null
        ? null
        : { amountMinor: readAmount(BANK, closingBalance, currency), currency, date: dateEnd };
    },
    health: async (session) => {
      await account(session);
    },
    // Fio has no call for it: a person deletes the token in the internet banking.
    revoke: async () => undefined,
  };
}

/**
 * The documentation gives 500 for a token that has ended, but a server in trouble answers it too: one of
 * those is over half a minute later.
 */
async function twice(ask: () => Promise<Outcome>): Promise<Outcome> {
  const first = await ask();
  return first === 'UNKNOWN_TOKEN' ? ask() : first;
}

function told(outcome: Outcome): Told {
  if (typeof outcome === 'object') return outcome;
  if (outcome === 'UNKNOWN_TOKEN')
    throw new BankError(
      'CONSENT_ENDED',
      `${BANK} does not accept the token any more: make a new one in its internet banking and renew the connection.`,
    );
  if (outcome === 'TOO_MANY')
    throw new BankError(
      'UNAVAILABLE',
      `${BANK} has more movements on one day than it gives out at once: import them from a file.`,
    );
  throw new BankError(
    'REFUSED',
    `${BANK} tells of what is older than 90 days only for ten minutes after you unlock it in its internet banking under Settings, API: unlock it and sync again, or choose a later first day.`,
  );
}
