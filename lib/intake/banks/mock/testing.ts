import { createHash, randomBytes } from 'node:crypto';
import type { LocalDate } from '@/lib/core/dates/local-date';
import type { BankPage, BankByRedirect, BankSession, Consent } from '../provider';
import { bankDay } from './bank-time';
import { mockBank } from './provider';
import { startMockBank, type MockBank, type MockBankOptions } from './server';

// For tests: a bank on a clock that the test moves, and a session with it. No sockets, no database.

export type Choice = { customer?: string; accounts?: string[] };

/** `stored` collects the refresh tokens that a renewal handed over. */
export type TestSession = BankSession & { stored: (string | null)[] };

export async function connectMockBank(options: MockBankOptions = {}, choice?: Choice) {
  const clock = { now: new Date('2026-03-18T12:00:00Z') };
  const bank = await startMockBank({ now: () => clock.now, ...options });
  const provider = mockBank({ url: bank.url, fetch: bank.fetch });
  const consent = await giveConsent(bank, provider, choice);
  return { bank, provider, clock, consent, session: testSession(consent) };
}

/** Goes the way of a person through the bank's pages. */
export async function giveConsent(
  bank: MockBank,
  provider: BankByRedirect,
  choice?: Choice,
): Promise<Consent> {
  const codeVerifier = randomBytes(32).toString('base64url');
  const redirectUri = 'http://localhost:3000/back';
  const { url } = await provider.beginConsent({
    redirectUri,
    state: 'state',
    codeChallenge: createHash('sha256').update(codeVerifier).digest('base64url'),
  });
  const { code } = await bank.authorise(url, choice);
  return provider.finishConsent({ code, codeVerifier, redirectUri });
}

export function testSession({ tokens }: Pick<Consent, 'tokens'>): TestSession {
  const stored: (string | null)[] = [];
  return { tokens, stored, renewed: async (renewed) => void stored.push(renewed.refreshToken) };
}

/** Every page of an account since a day, as of the clock's day. */
export async function fetchPages(
  provider: BankByRedirect,
  session: BankSession,
  accountNumber: string,
  since: LocalDate,
  now: Date,
): Promise<BankPage[]> {
  const account = (await provider.listAccounts(session)).find(({ number }) => number === accountNumber);
  if (!account) throw new Error(`The consent has no account ${accountNumber}.`);
  const pages: BankPage[] = [];
  for await (const page of provider.fetchSince(session, {
    account,
    since,
    today: bankDay(now),
    cursor: null,
  }))
    pages.push(page);
  return pages;
}
