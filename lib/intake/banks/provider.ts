import type { BankRow } from '@/lib/intake/row';
import type { LocalDate } from '@/lib/core/dates/local-date';

export type ProviderId = 'mock-bank' | 'csas' | 'fio';

/** What a bank gives for a consent; kept sealed. Instants are ISO 8601 in UTC. */
export type Tokens = {
  accessToken: string;
  accessTokenExpiresAt: string | null;
  refreshToken: string | null;
};

/**
 * What finishing a consent brought. `expiresAt` is when the bank will ask the person again, null when it
 * never does.
 */
export type Consent = { tokens: Tokens; expiresAt: string | null };

/**
 * An account at the bank. `id` is the provider's own handle, which relinking may change; `number` is the IBAN
 * or the national number.
 */
export type BankAccount = {
  id: string;
  number: string | null;
  name: string;
  currency: string;
  type: 'CHECKING' | 'SAVINGS' | 'CREDIT_CARD' | 'LOAN';
};

/**
 * One answer of the bank, as it came: kept sealed and never changed. `request` is the method and address
 * without any secret. `completeFrom` is set where the bank shows everything only from a day after the one
 * that was asked for: a row before it that is not shown is not gone.
 */
export type BankPage = {
  request: string;
  receivedAt: string;
  body: string;
  rows: BankRow[];
  completeFrom?: LocalDate;
};

/** The booked balance of an account at the end of what the bank has shown, in minor units of its currency. */
export type BankBalance = { amountMinor: bigint; currency: string; date: LocalDate };

/**
 * An open consent while it is used. `tokens` are the newest; a provider that renews them calls `renewed`,
 * which must have stored them before it resolves, because banks take a refresh token back once it has been
 * used.
 */
export type BankSession = {
  tokens: Tokens;
  renewed: (tokens: Tokens) => Promise<void>;
  signal?: AbortSignal;
};

/**
 * What has to be fetched: everything from `since` on. `cursor` is what the last successful fetch returned,
 * null at first.
 */
export type FetchRequest = {
  account: BankAccount;
  since: LocalDate;
  today: LocalDate;
  cursor: string | null;
};

/** How every bank is asked, once its consent is given. */
interface Bank {
  readonly id: ProviderId;
  /** Whether the operator has configured it. */
  readonly configured: boolean;
  listAccounts(session: BankSession): Promise<BankAccount[]>;
  /**
   * All pages from `since` to today, pending ones included, in the bank's order. Returns the next cursor
   * after the last page. A page that is cut off, or an error between pages, throws: half a fetch must never
   * look like a whole one.
   */
  fetchSince(session: BankSession, request: FetchRequest): AsyncGenerator<BankPage, string | null>;
  /** Null when the bank does not say. */
  balance(session: BankSession, account: BankAccount): Promise<BankBalance | null>;
  /** Resolves when the consent still works and the bank answers. */
  health(session: BankSession): Promise<void>;
  /** Takes the consent back at the bank; where the bank has no such call, resolves. */
  revoke(session: BankSession): Promise<void>;
}

/** A bank that a person gives the consent to on its own pages. */
export interface BankByRedirect extends Bank {
  readonly consent: 'OAUTH';
  /** Where the person gives the consent. `codeChallenge` is S256 of the verifier (RFC 7636). */
  beginConsent(request: {
    redirectUri: string;
    state: string;
    codeChallenge: string;
  }): Promise<{ url: string }>;
  /** Turns the code that came back into tokens. */
  finishConsent(answer: { code: string; codeVerifier: string; redirectUri: string }): Promise<Consent>;
}

/** A bank whose pages give a token that a person pastes. */
export interface BankByToken extends Bank {
  readonly consent: 'TOKEN';
  /** Tries the pasted token and turns it into what a session needs. */
  finishConsent(answer: { token: string }): Promise<Consent>;
}

/**
 * One bank. Each implementation is a folder of its own and knows nothing of the database.
 * Every method throws BankError for what a bank can answer; anything else thrown is a defect.
 */
export type BankProvider = BankByRedirect | BankByToken;

export type BankErrorCode =
  /** The consent ended or was taken back: the person has to renew it. */
  | 'CONSENT_ENDED'
  /** 429: nothing may be asked before `retryAfterSeconds`. */
  | 'RATE_LIMITED'
  /** 5xx, timeout, no connection: try again later. `retryAfterSeconds` when the bank said so. */
  | 'UNAVAILABLE'
  /** The answer cannot be trusted: cut off, not what the documentation says, an amount that is no amount. */
  | 'MALFORMED'
  /** The bank refused what the person gave, e.g. a mistyped token. */
  | 'REFUSED';

/** What went wrong at the bank, in one English sentence that says what to do and names no secret. */
export class BankError extends Error {
  override readonly name = 'BankError';

  constructor(
    readonly code: BankErrorCode,
    message: string,
    readonly retryAfterSeconds: number | null = null,
  ) {
    super(message);
  }
}
