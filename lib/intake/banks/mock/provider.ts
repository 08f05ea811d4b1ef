import type { BankRow } from '@/lib/intake/row';
import { z } from 'zod';
import { isLocalDate } from '@/lib/core/dates/local-date';
import { isCurrencyCode } from '@/lib/core/money/currency';
import { env } from '@/lib/platform/env';
import { readAmount } from '../amount';
import { askBank, readJson, refuseFailure, type BankAnswer } from '../http';
import { exchangeCode, withAccessToken, type OAuthClient } from '../oauth';
import { BankError, type BankPage, type BankByRedirect, type BankSession } from '../provider';

const BANK = 'Mock bank';
/** 5,000 pages of 25 rows are decades of a household; a bank that links on is going in circles. */
const MAX_PAGES = 5_000;

const accountsSchema = z.object({
  accounts: z.array(
    z.object({
      id: z.string(),
      iban: z.string(),
      name: z.string(),
      currency: z.string().refine(isCurrencyCode),
      type: z.enum(['CHECKING', 'SAVINGS', 'CREDIT_CARD', 'LOAN']),
    }),
  ),
});
const moneySchema = z.object({ value: z.string(), currency: z.string() });
const balanceSchema = z.object({ booked: moneySchema, date: z.string().refine(isLocalDate) });
const rowSchema = z.object({
  id: z.string().optional(),
  status: z.enum(['PENDING', 'BOOKED']),
  transactionDate: z.string().refine(isLocalDate),
  bookingDate: z.string().refine(isLocalDate).optional(),
  amount: moneySchema,
  counterparty: z.object({ name: z.string().nullable(), account: z.string().nullable() }).optional(),
  text: z.string(),
  variableSymbol: z.string().optional(),
  constantSymbol: z.string().optional(),
  specificSymbol: z.string().optional(),
});
const pageSchema = z.object({ transactions: z.array(rowSchema), next: z.string().nullable() });
const consentSchema = z.object({ consent_expires_at: z.iso.datetime() });

/** The bank of this repository, see server.ts. Configured when MOCK_BANK_URL says where it runs. */
export function mockBank({
  url = env().MOCK_BANK_URL,
  fetch: send,
}: { url?: string | undefined; fetch?: typeof fetch } = {}): BankByRedirect {
  const at = (path: string) => {
    if (url === undefined)
      throw new BankError(
        'UNAVAILABLE',
        'The mock bank is not configured: the operator has to set MOCK_BANK_URL.',
      );
    return new URL(path, url);
  };
  const client = (): OAuthClient => ({
    bank: BANK,
    tokenUrl: at('/token'),
    clientId: 'saldo',
    clientSecret: null,
    fetch: send,
  });
  const get = async (session: BankSession, path: string): Promise<BankAnswer> => {
    const address = at(path);
    // A link to anywhere else would carry the token there.
    if (address.origin !== at('/').origin)
      throw new BankError(
        'MALFORMED',
        `${BANK} links to another address for its next page: try again later.`,
      );
    const answer = await withAccessToken(client(), session, (accessToken) =>
      askBank({
        bank: BANK,
        url: address,
        headers: { authorization: `Bearer ${accessToken}` },
        signal: session.signal,
        fetch: send,
      }),
    );
    if (answer.status === 404)
      throw new BankError(
        'CONSENT_ENDED',
        `${BANK} does not share this account any more: renew the connection and tick the account.`,
      );
    refuseFailure(answer);
    return answer;
  };

  return {
    id: 'mock-bank',
    consent: 'OAUTH',
    configured: url !== undefined,
    beginConsent: async ({ redirectUri, state, codeChallenge }) => {
      const address = at('/authorize');
      address.search = new URLSearchParams({
        response_type: 'code',
        client_id: 'saldo',
        redirect_uri: redirectUri,
        state,
        code_challenge: codeChallenge,
        code_challenge_method: 'S256',
      }).toString();
      return { url: address.href };
    },
    finishConsent: async (given) => {
      const { tokens, answer } = await exchangeCode(client(), given);
      return { tokens, expiresAt: readJson(answer, consentSchema).consent_expires_at };
    },
    listAccounts: async (session) =>
      readJson(await get(session, '/accounts'), accountsSchema).accounts.map(({ iban, ...account }) => ({
        ...account,
        number: iban,
      })),
    fetchSince: async function* (session, { account, since, today }) {
      let path: string | null =
        `/accounts/${encodeURIComponent(account.id)}/transactions?${new URLSearchParams({ from: since, to: today })}`;
      const seen = new Set<string>();
      while (path !== null) {
        if (seen.has(path) || seen.size >= MAX_PAGES)
          throw new BankError('MALFORMED', `The pages of ${BANK} do not end: try again later.`);
        seen.add(path);
        const answer: BankAnswer = await get(session, path);
        const { transactions, next } = readJson(answer, pageSchema);
        yield {
          request: answer.request,
          receivedAt: answer.receivedAt,
          body: answer.body,
          rows: transactions.map(bankRow),
        } satisfies BankPage;
        path = next;
      }
      return null;
    },
    balance: async (session, account) => {
      const { booked, date } = readJson(
        await get(session, `/accounts/${encodeURIComponent(account.id)}/balance`),
        balanceSchema,
      );
      return {
        amountMinor: readAmount(BANK, booked.value, booked.currency),
        currency: booked.currency,
        date,
      };
    },
    health: async (session) => {
      await get(session, '/accounts');
    },
    revoke: async (session) => {
      const { refreshToken, accessToken } = session.tokens;
      refuseFailure(
        await askBank({
          bank: BANK,
          method: 'POST',
          url: at('/revoke'),
          form: { token: refreshToken ?? accessToken },
          signal: session.signal,
          fetch: send,
        }),
      );
    },
  };
}

/** The day a booked row was booked on is its date: balances are by that day. */
function bankRow({
  id,
  status,
  transactionDate,
  bookingDate,
  amount: money,
  counterparty,
  text,
  variableSymbol: variable,
  constantSymbol: constant,
  specificSymbol: specific,
}: z.infer<typeof rowSchema>): BankRow {
  return {
    date: bookingDate ?? transactionDate,
    amountMinor: readAmount(BANK, money.value, money.currency),
    currency: money.currency,
    payee: counterparty?.name || null,
    description: text || null,
    counterpartyAccount: counterparty?.account || null,
    bankId: id ?? null,
    symbols: {
      ...(variable === undefined ? {} : { variable }),
      ...(constant === undefined ? {} : { constant }),
      ...(specific === undefined ? {} : { specific }),
    },
    status: status === 'BOOKED' ? 'CLEARED' : 'PENDING',
    balanceMinor: null,
  };
}
