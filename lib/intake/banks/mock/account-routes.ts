import { createHash } from 'node:crypto';
import { addDays, isLocalDate, type LocalDate } from '@/lib/core/dates/local-date';
import { formatDecimal } from '@/lib/core/money/decimal';
import { json, problem } from './answers';
import { consentProblem, type BankState } from './bank';
import { bankDay, bankInstant } from './bank-time';
import { faultsOf, nextAnswerFault } from './faults';
import type { AccountLedger } from './ledger';
import type { MockConsent } from './tokens';
import type { MockAccount, StatedMovement } from './types';

/** GET /accounts and below, for the consent behind the bearer token. */
export function answerAccounts(
  state: BankState,
  url: URL,
  authorization: string | null,
): Response | Promise<Response> {
  const token = state.tokens.read(
    'access',
    /^Bearer (.+)$/.exec(authorization ?? '')?.[1] ?? '',
    state.now(),
  );
  if (!token) return problem(401, 'invalid_token', 'The access token is missing or has expired.');
  const { consent } = token;
  const over = consentProblem(state, consent);
  if (over === 'REVOKED') return problem(401, 'invalid_token', 'The access token was taken back.');
  if (over === 'EXPIRED')
    return problem(403, 'consent_expired', 'The consent has ended: the customer has to give a new one.');

  const [, , handle, question] = url.pathname.split('/');
  const page = question === 'transactions' ? Number(url.searchParams.get('page') ?? 1) : null;
  const fault = nextAnswerFault(state, page);
  if (fault?.kind === 'RATE_LIMITED')
    return problem(429, 'too_many_requests', 'Ask again later.', {
      'retry-after': String(fault.retryAfterSeconds),
    });
  if (fault?.kind === 'SERVER_ERROR') return problem(500, 'internal_error', 'Something went wrong.');
  const ledgers = consent.accounts.flatMap((number) => state.ledgers.get(number) ?? []);
  if (handle === undefined)
    return json(200, {
      accounts: ledgers.map(({ account }) => ({
        id: handleOf(account.number, consent),
        iban: account.number,
        name: account.name,
        currency: account.currency,
        type: account.type,
      })),
    });
  const ledger = ledgers.find(({ account }) => handleOf(account.number, consent) === handle);
  if (!ledger) return problem(404, 'unknown_account', 'There is no such account in this consent.');
  if (question === 'balance') return balance(state, ledger);
  if (page !== null) {
    const answer = transactions(state, ledger, url, page, consent);
    return fault?.kind === 'TRUNCATED_PAGE' ? cutOff(answer) : answer;
  }
  return problem(404, 'not_found', 'There is nothing at this address.');
}

function balance(state: BankState, ledger: AccountLedger): Response {
  const { currency, number } = ledger.account;
  const errorMinor = faultsOf(state, 'WRONG_BALANCE', number).reduce((sum, { byMinor }) => sum + byMinor, 0n);
  const bookedMinor = ledger.bookedBalanceMinor(state.now()) + errorMinor;
  return json(200, {
    booked: { value: formatDecimal(bookedMinor, currency), currency },
    date: bankDay(new Date(state.now())),
  });
}

/**
 * Newest first. The next link keeps the instant of the first page, so that what happens meanwhile moves no
 * row to another page.
 */
function transactions(
  state: BankState,
  ledger: AccountLedger,
  url: URL,
  page: number,
  consent: MockConsent,
): Response {
  const today = bankDay(new Date(state.now()));
  const from = url.searchParams.get('from') ?? addDays(today, -90);
  const to = url.searchParams.get('to') ?? today;
  const asOf = Number(url.searchParams.get('as_of') ?? shownUntil(state, ledger, today));
  if (
    !isLocalDate(from) ||
    !isLocalDate(to) ||
    !Number.isSafeInteger(page) ||
    page < 1 ||
    !Number.isFinite(asOf)
  )
    return problem(400, 'invalid_request', 'Give from and to as YYYY-MM-DD and page as a number from 1.');

  const rows = ledger
    .at(asOf, from)
    .filter(({ state: stands, date }) => stands !== 'DELETED' && date >= from && date <= to)
    .sort((a, b) => (a.date === b.date ? b.movement.at - a.movement.at : a.date < b.date ? 1 : -1))
    .map((stated) => () => serve(state, ledger.account, stated, consent));
  if (today <= to)
    rows.unshift(
      ...faultsOf(state, 'UNKNOWN_CURRENCY', ledger.account.number).map(
        () => () => foreignRow(ledger.account, today),
      ),
    );
  const [repeated] = faultsOf(state, 'REPEATED_ROWS', ledger.account.number);
  const step = Math.max(1, state.pageSize - (repeated?.rows ?? 0));
  const start = (page - 1) * step;
  const next = new URLSearchParams({ from, to, page: String(page + 1), as_of: String(asOf) });
  return json(200, {
    transactions: rows.slice(start, start + state.pageSize).map((row) => row()),
    next: start + state.pageSize < rows.length ? `${url.pathname}?${next}` : null,
  });
}

function shownUntil(state: BankState, { account }: AccountLedger, today: LocalDate): number {
  const delayed = faultsOf(state, 'DELAYED_DAY', account.number).some(({ date }) => date === today);
  return delayed ? bankInstant(today, 0) - 1 : state.now();
}

/** The first part of an answer that promises more. */
function cutOff(answer: Response): Promise<Response> {
  return answer.text().then((body) => {
    const bytes = Buffer.from(body);
    return new Response(bytes.subarray(0, Math.floor(bytes.length * 0.6)), {
      status: answer.status,
      headers: { ...Object.fromEntries(answer.headers), 'content-length': String(bytes.length) },
    });
  });
}

/** A row as the API states it, remembered so that `truthKeyOf` can tell what it was. */
function serve(
  state: BankState,
  account: MockAccount,
  { movement, state: stands, id, date, amountMinor }: StatedMovement,
  consent: MockConsent,
): Record<string, unknown> {
  const { payee, counterpartyAccount, text, symbols } = movement;
  const row = {
    ...(id === null ? {} : { id: idOf(renumbered(state, account, movement.date, id), consent) }),
    status: stands,
    transactionDate: movement.date,
    ...(stands === 'BOOKED' ? { bookingDate: date } : {}),
    amount: { value: formatDecimal(amountMinor, account.currency), currency: account.currency },
    ...(payee === null && counterpartyAccount === null
      ? {}
      : { counterparty: { name: payee, account: counterpartyAccount } }),
    text,
    ...(symbols.variable === undefined ? {} : { variableSymbol: symbols.variable }),
    ...(symbols.constant === undefined ? {} : { constantSymbol: symbols.constant }),
    ...(symbols.specific === undefined ? {} : { specificSymbol: symbols.specific }),
  };
  state.served.set(JSON.stringify(row), movement.key);
  return row;
}

function foreignRow({ number }: MockAccount, today: LocalDate): Record<string, unknown> {
  return {
    id: `${number.slice(-5)}${today.replaceAll('-', '')}XTS1`,
    status: 'BOOKED',
    transactionDate: today,
    bookingDate: today,
    amount: { value: '-12.50', currency: 'XTS' },
    counterparty: { name: 'Test currency shop', account: null },
    text: 'Card payment',
  };
}

/** The id that a row of a renumbered day has: the count at its end moves on. */
function renumbered(state: BankState, { number }: MockAccount, day: LocalDate, id: string): string {
  const shift = faultsOf(state, 'RENUMBERED_DAY', number).filter(({ date }) => date === day).length;
  return shift === 0
    ? id
    : id.replace(/\d*$/, (count) => String(BigInt(count || '0') + BigInt(shift)).padStart(count.length, '0'));
}

/** A bank that relinks gives every account another handle. */
function handleOf(number: string, { linking }: MockConsent): string {
  return createHash('sha256').update(`${number}:${linking}`).digest('hex').slice(0, 24);
}

function idOf(id: string, { linking }: MockConsent): string {
  return linking === 0 ? id : createHash('sha256').update(`${id}:${linking}`).digest('hex').slice(0, 20);
}
