import type { BankRow } from '@/lib/intake/row';
import { addDays, type LocalDate } from '@/lib/core/dates/local-date';
import { env } from '@/lib/platform/env';
import { readAmount } from '../amount';
import { askBank, readJson, refuseFailure, type BankAnswer } from '../http';
import { exchangeCode, withAccessToken, type OAuthClient } from '../oauth';
import { BankError, type BankAccount, type BankByRedirect, type BankSession } from '../provider';
import { accountsSchema, balancesSchema, failureSchema, transactionsSchema } from './schema';
import { bankRow, signed } from './transaction';

const BANK = 'Česká spořitelna';
/** The longest that a person's consent lasts; the bank's answers do not say when it ends. */
const CONSENT_DAYS = 180;
/**
 * No question may reach further than 10,000 transactions: 50 pages of 200. A quarter of a year is below that
 * for any household.
 */
const PAGE_SIZE = 200;
const MAX_PAGES = 50;
const WINDOW_DAYS = 90;

type CsasOptions = {
  authUrl?: string;
  tokenUrl?: string;
  apiUrl?: string;
  clientId?: string | undefined;
  clientSecret?: string | undefined;
  apiKey?: string | undefined;
  fetch?: typeof fetch;
};

/**
 * Česká spořitelna by the Accounts API v3 of Erste Group. Configured when the operator has set the client's
 * id, secret and API key.
 */
export function csas(options: CsasOptions = {}): BankByRedirect {
  const { CSAS_AUTH_URL, CSAS_TOKEN_URL, CSAS_API_URL, CSAS_CLIENT_ID, CSAS_CLIENT_SECRET, CSAS_API_KEY } =
    env();
  const {
    authUrl = CSAS_AUTH_URL,
    tokenUrl = CSAS_TOKEN_URL,
    apiUrl = CSAS_API_URL,
    clientId = CSAS_CLIENT_ID,
    clientSecret = CSAS_CLIENT_SECRET,
    apiKey = CSAS_API_KEY,
    fetch: send,
  } = options;

  const credentials = () => {
    if (!clientId || !clientSecret || !apiKey)
      throw new BankError(
        'UNAVAILABLE',
        `${BANK} is not configured: the operator has to set CSAS_CLIENT_ID, CSAS_CLIENT_SECRET and CSAS_API_KEY.`,
      );
    return { clientId, clientSecret, apiKey };
  };
  const client = (): OAuthClient => ({
    bank: BANK,
    tokenUrl: new URL(tokenUrl),
    clientId: credentials().clientId,
    clientSecret: credentials().clientSecret,
    fetch: send,
  });
  const get = async (
    session: BankSession,
    path: string,
    query: Record<string, string> = {},
  ): Promise<BankAnswer> => {
    const url = new URL(`${apiUrl.replace(/\/$/, '')}/my/accounts${path}`);
    url.search = new URLSearchParams(query).toString();
    const headers = (accessToken: string) => ({
      authorization: `Bearer ${accessToken}`,
      'web-api-key': credentials().apiKey,
    });
    const answer = await withAccessToken(client(), session, async (accessToken) =>
      expiredAs401(
        await askBank({
          bank: BANK,
          url,
          headers: headers(accessToken),
          signal: session.signal,
          fetch: send,
        }),
      ),
    );
    refuseDocumented(answer);
    refuseFailure(answer);
    return answer;
  };

  const listAccounts = async (session: BankSession): Promise<BankAccount[]> => {
    const accounts: BankAccount[] = [];
    for (let page = 0, more = true; more; page += 1) {
      const list = readJson(await get(session, '', { size: '100', page: String(page) }), accountsSchema);
      more = hasMore(list, page);
      for (const { id, identification, currency, nameI18N, productI18N } of list.accounts) {
        const number = identification.iban || identification.other || null;
        const type = /spoř/i.test(`${productI18N ?? ''} ${nameI18N ?? ''}`) ? 'SAVINGS' : 'CHECKING';
        accounts.push({ id, number, name: nameI18N || productI18N || number || BANK, currency, type });
      }
    }
    return accounts;
  };
  const listed = new WeakMap<BankSession, BankAccount[]>();
  /** Today's handle of an account: the bank changes handles within a day, numbers stay. */
  const handleOf = async (session: BankSession, { id, number }: BankAccount): Promise<string> => {
    if (number === null) return id;
    const list = listed.get(session) ?? (await listAccounts(session));
    listed.set(session, list);
    const found = list.find((account) => account.number === number);
    if (!found)
      throw new BankError(
        'CONSENT_ENDED',
        `${BANK} does not share this account any more: renew the connection and tick the account.`,
      );
    return encodeURIComponent(found.id);
  };

  return {
    id: 'csas',
    consent: 'OAUTH',
    configured: Boolean(clientId && clientSecret && apiKey),
    beginConsent: async ({ redirectUri, state, codeChallenge }) => {
      const url = new URL(authUrl);
      const query = {
        response_type: 'code',
        client_id: credentials().clientId,
        redirect_uri: redirectUri,
        state,
        scope: 'siblings.accounts',
        access_type: 'offline',
        code_challenge: codeChallenge,
        code_challenge_method: 'S256',
      };
      for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
      return { url: url.href };
    },
    finishConsent: async (given) => {
      const { tokens, answer } = await exchangeCode(client(), given);
      return {
        tokens,
        expiresAt: new Date(Date.parse(answer.receivedAt) + CONSENT_DAYS * 86_400_000).toISOString(),
      };
    },
    listAccounts,
    fetchSince: async function* (session, { account, since, today }) {
      const handle = await handleOf(session, account);
      for (const { fromDate, toDate } of windows(since, today)) {
        for (let page = 0, more = true; more; page += 1) {
          if (page === MAX_PAGES)
            throw new BankError(
              'UNAVAILABLE',
              `${BANK} has more transactions in a quarter of a year than it gives out: choose a later first day.`,
            );
          const query = {
            fromDate,
            ...(toDate ? { toDate } : {}),
            size: String(PAGE_SIZE),
            page: String(page),
            sort: 'bookingdate',
            order: 'ASC',
          };
          const answer = await get(session, `/${handle}/transactions`, query);
          const list = readJson(answer, transactionsSchema);
          more = hasMore(list, page);
          const rows = list.transactions
            .map((transaction) => bankRow(BANK, transaction))
            .filter((row): row is BankRow => row !== null && row.date >= since);
          yield { request: answer.request, receivedAt: answer.receivedAt, body: answer.body, rows };
        }
      }
      return null;
    },
    balance: async (session, account) => {
      const { balances } = readJson(
        await get(session, `/${await handleOf(session, account)}/balance`),
        balancesSchema,
      );
      const booked = balances.find(({ type }) => type?.codeOrProprietary?.code === 'CLBD');
      if (!booked) return null;
      const { value, currency } = booked.amount;
      return {
        amountMinor: signed(readAmount(BANK, value, currency), booked.creditDebitIndicator),
        currency,
        date: booked.date.dateTime,
      };
    },
    health: async (session) => {
      await get(session, '', { size: '1', page: '0' });
    },
    // The documentation has no call for it: a person ends the consent in George, or it ends by itself.
    revoke: async () => undefined,
  };
}

/**
 * The questions that cover since..today. The bank counts days in UTC, so that a payment shortly after
 * midnight is of the day before; and it refuses days that have not begun there, so that the last question has
 * no end.
 */
function windows(since: LocalDate, today: LocalDate): { fromDate: LocalDate; toDate: LocalDate | null }[] {
  const list: { fromDate: LocalDate; toDate: LocalDate | null }[] = [];
  let fromDate = addDays(since, -1);
  for (; addDays(fromDate, WINDOW_DAYS) < today; fromDate = addDays(fromDate, WINDOW_DAYS))
    list.push({ fromDate, toDate: addDays(fromDate, WINDOW_DAYS - 1) });
  return [...list, { fromDate, toDate: null }];
}

/**
 * Throws BankError MALFORMED when the answer is not of the page that was asked for: it would be counted
 * twice, and another never.
 */
function hasMore(
  {
    pageNumber,
    pageCount,
    nextPage,
  }: { pageNumber: number; pageCount: number; nextPage?: number | null | undefined },
  asked: number,
): boolean {
  if (pageNumber !== asked || (nextPage != null && nextPage !== asked + 1))
    throw new BankError('MALFORMED', `${BANK} sent another page than it was asked for: try again later.`);
  return asked + 1 < pageCount;
}

function errorCode({ body }: BankAnswer): string | null {
  try {
    return failureSchema.parse(JSON.parse(body)).errors[0]?.error ?? null;
  } catch {
    return null;
  }
}

/** An access token that has expired is answered 403 TOKEN_INVALID here; everywhere else that is 401. */
function expiredAs401(answer: BankAnswer): BankAnswer {
  return answer.status === 403 && errorCode(answer) === 'TOKEN_INVALID' ? { ...answer, status: 401 } : answer;
}

/** What the documentation explains beyond the usual statuses. */
function refuseDocumented(answer: BankAnswer): void {
  const code = errorCode(answer);
  if (answer.status === 412 || (answer.status === 403 && code !== 'TOKEN_INVALID')) {
    throw new BankError(
      'REFUSED',
      `${BANK} does not accept this Saldo's key: the operator has to check CSAS_API_KEY.`,
    );
  }
  if (code === 'MAX_TRANSACTIONS_EXCEEDED')
    throw new BankError(
      'UNAVAILABLE',
      `${BANK} has more transactions in a quarter of a year than it gives out: choose a later first day.`,
    );
  if (answer.status === 404 && code === 'ID_NOT_FOUND')
    throw new BankError(
      'CONSENT_ENDED',
      `${BANK} does not share this account any more: renew the connection and tick the account.`,
    );
}
