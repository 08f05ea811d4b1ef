import { createHash } from 'node:crypto';
import { addDays, isLocalDate } from '../../dates/local-date';
import { formatDecimal } from '../../money/decimal';
import { json, problem } from './answers';
import { consentProblem, type BankState } from './bank';
import { bankDay } from './bank-time';
import type { AccountLedger } from './ledger';
import type { MockConsent } from './tokens';
import type { StatedMovement } from './types';

/** GET /accounts and below, for the consent behind the bearer token. */
export function answerAccounts(state: BankState, url: URL, authorization: string | null): Response {
  const token = state.tokens.read('access', /^Bearer (.+)$/.exec(authorization ?? '')?.[1] ?? '', state.now());
  if (!token) return problem(401, 'invalid_token', 'The access token is missing or has expired.');
  const { consent } = token;
  const over = consentProblem(state, consent);
  if (over === 'REVOKED') return problem(401, 'invalid_token', 'The access token was taken back.');
  if (over === 'EXPIRED') return problem(403, 'consent_expired', 'The consent has ended: the customer has to give a new one.');

  const [, , handle, question] = url.pathname.split('/');
  const ledgers = consent.accounts.flatMap((number) => state.ledgers.get(number) ?? []);
  if (handle === undefined) return json(200, { accounts: ledgers.map(({ account }) => ({ id: handleOf(account.number, consent), iban: account.number, name: account.name, currency: account.currency, type: account.type })) });
  const ledger = ledgers.find(({ account }) => handleOf(account.number, consent) === handle);
  if (!ledger) return problem(404, 'unknown_account', 'There is no such account in this consent.');
  if (question === 'balance') return balance(state, ledger);
  if (question === 'transactions') return transactions(state, ledger, url, consent);
  return problem(404, 'not_found', 'There is nothing at this address.');
}

function balance(state: BankState, ledger: AccountLedger): Response {
  const { currency } = ledger.account;
  const bookedMinor = ledger.bookedBalanceMinor(state.now());
  return json(200, { booked: { value: formatDecimal(bookedMinor, currency), currency }, date: bankDay(new Date(state.now())) });
}

/** Newest first. The next link keeps the instant of the first page, so that what happens meanwhile moves no row to another page. */
function transactions(state: BankState, ledger: AccountLedger, url: URL, consent: MockConsent): Response {
  const today = bankDay(new Date(state.now()));
  const from = url.searchParams.get('from') ?? addDays(today, -90);
  const to = url.searchParams.get('to') ?? today;
  const page = Number(url.searchParams.get('page') ?? 1);
  const asOf = Number(url.searchParams.get('as_of') ?? state.now());
  if (!isLocalDate(from) || !isLocalDate(to) || !Number.isSafeInteger(page) || page < 1 || !Number.isFinite(asOf)) return problem(400, 'invalid_request', 'Give from and to as YYYY-MM-DD and page as a number from 1.');

  const rows = ledger
    .at(asOf, from)
    .filter(({ state: stands, date }) => stands !== 'DELETED' && date >= from && date <= to)
    .sort((a, b) => (a.date === b.date ? b.movement.at - a.movement.at : a.date < b.date ? 1 : -1));
  const start = (page - 1) * state.pageSize;
  const served = rows.slice(start, start + state.pageSize).map((stated) => serve(state, ledger, stated, consent));
  const next = new URLSearchParams({ from, to, page: String(page + 1), as_of: String(asOf) });
  return json(200, { transactions: served, next: start + state.pageSize < rows.length ? `${url.pathname}?${next}` : null });
}

/** A row as the API states it, remembered so that `truthKeyOf` can tell what it was. */
function serve(state: BankState, { account }: AccountLedger, { movement, state: stands, id, date, amountMinor }: StatedMovement, consent: MockConsent): Record<string, unknown> {
  const { payee, counterpartyAccount, text, symbols } = movement;
  const row = {
    ...(id === null ? {} : { id: idOf(id, consent) }),
    status: stands,
    transactionDate: movement.date,
    ...(stands === 'BOOKED' ? { bookingDate: date } : {}),
    amount: { value: formatDecimal(amountMinor, account.currency), currency: account.currency },
    ...(payee === null && counterpartyAccount === null ? {} : { counterparty: { name: payee, account: counterpartyAccount } }),
    text,
    ...(symbols.variable === undefined ? {} : { variableSymbol: symbols.variable }),
    ...(symbols.constant === undefined ? {} : { constantSymbol: symbols.constant }),
    ...(symbols.specific === undefined ? {} : { specificSymbol: symbols.specific }),
  };
  state.served.set(JSON.stringify(row), movement.key);
  return row;
}

/** A bank that relinks gives every account another handle. */
function handleOf(number: string, { linking }: MockConsent): string {
  return createHash('sha256').update(`${number}:${linking}`).digest('hex').slice(0, 24);
}

function idOf(id: string, { linking }: MockConsent): string {
  return linking === 0 ? id : createHash('sha256').update(`${id}:${linking}`).digest('hex').slice(0, 20);
}
