import { createHash, randomUUID } from 'node:crypto';
import { html, json, problem } from './answers';
import { consentProblem, type BankState } from './bank';
import { consentPage, customerPage, problemPage, type AuthorizationQuery } from './pages';
import type { MockConsent } from './tokens';

const CODE_MS = 5 * 60_000;
const ASKED = [
  'response_type',
  'client_id',
  'redirect_uri',
  'state',
  'code_challenge',
  'code_challenge_method',
];

/** GET /authorize: who are you, then what do you share (RFC 6749 section 4.1.1 with RFC 7636). */
export function showAuthorization(state: BankState, url: URL): Response {
  const query = readQuery(url.searchParams);
  if (typeof query === 'string') return html(400, problemPage(query));
  const customer = state.customers.find(({ id }) => id === url.searchParams.get('customer'));
  return html(
    200,
    customer
      ? consentPage(customer, query, { consentDays: state.consentDays })
      : customerPage(state.customers, query),
  );
}

/** POST /authorize: back to Saldo with a code, or with the refusal. */
export function decideAuthorization(state: BankState, form: URLSearchParams): Response {
  const query = readQuery(form);
  if (typeof query === 'string') return html(400, problemPage(query));
  const customer = state.customers.find(({ id }) => id === form.get('customer'));
  if (!customer)
    return html(
      400,
      problemPage('Nobody of this name has an account here. Go back to Saldo and start again.'),
    );
  const back = new URL(query.redirect_uri!);
  back.searchParams.set('state', query.state!);
  if (form.get('decision') !== 'allow') {
    back.searchParams.set('error', 'access_denied');
    return redirect(back);
  }
  const accounts = customer.accounts
    .map(({ number }) => number)
    .filter((number) => form.getAll('account').includes(number));
  if (accounts.length === 0)
    return html(
      422,
      consentPage(customer, query, {
        consentDays: state.consentDays,
        problem: 'Choose at least one account, or refuse.',
      }),
    );
  const consent: MockConsent = {
    id: randomUUID(),
    customer: customer.id,
    accounts,
    endsAt: state.now() + state.consentMs,
    linking: state.linking,
  };
  state.consents.add(consent.id);
  back.searchParams.set(
    'code',
    state.tokens.make({
      kind: 'code',
      expiresAt: state.now() + CODE_MS,
      consent,
      codeChallenge: query.code_challenge!,
      redirectUri: query.redirect_uri!,
    }),
  );
  return redirect(back);
}

/** POST /token: a code with its verifier, or a refresh token, which works once. */
export function grantTokens(state: BankState, form: URLSearchParams): Response {
  const code = form.get('grant_type') === 'authorization_code';
  const token = state.tokens.read(
    code ? 'code' : 'refresh',
    form.get(code ? 'code' : 'refresh_token') ?? '',
    state.now(),
  );
  if (!token || state.usedSerials.has(token.serial))
    return problem(400, 'invalid_grant', 'This code or refresh token is not valid any more.');
  const challenge = createHash('sha256')
    .update(form.get('code_verifier') ?? '')
    .digest('base64url');
  if (code && (challenge !== token.codeChallenge || form.get('redirect_uri') !== token.redirectUri))
    return problem(
      400,
      'invalid_grant',
      'The verifier or the redirect address does not belong to this code.',
    );
  if (consentProblem(state, token.consent)) return problem(400, 'invalid_grant', 'The consent has ended.');
  state.usedSerials.add(token.serial);
  const { consent } = token;
  return json(200, {
    token_type: 'Bearer',
    access_token: state.tokens.make({
      kind: 'access',
      expiresAt: state.now() + state.accessTokenSeconds * 1000,
      consent,
    }),
    expires_in: state.accessTokenSeconds,
    refresh_token: state.tokens.make({ kind: 'refresh', expiresAt: consent.endsAt, consent }),
    consent_expires_at: new Date(consent.endsAt).toISOString(),
  });
}

/** POST /revoke (RFC 7009): the consent behind the token is over; 200 whatever the token was. */
export function revokeTokens(state: BankState, form: URLSearchParams): Response {
  const text = form.get('token') ?? '';
  const token =
    state.tokens.read('refresh', text, state.now()) ?? state.tokens.read('access', text, state.now());
  if (token) state.ended.set(token.consent.id, 'REVOKED');
  return json(200, {});
}

/** The authorization request's parameters, or the sentence that says what is wrong with them. */
function readQuery(parameters: URLSearchParams): AuthorizationQuery | string {
  const query = Object.fromEntries(ASKED.map((name) => [name, parameters.get(name) ?? '']));
  if (!/^https?:\/\//.test(query.redirect_uri!) || !URL.canParse(query.redirect_uri!))
    return 'The address to return to is missing. Go back to Saldo and start the connection again.';
  if (
    query.response_type !== 'code' ||
    query.code_challenge_method !== 'S256' ||
    !query.code_challenge ||
    !query.state
  )
    return 'The request lacks a state or a code challenge. Go back to Saldo and start the connection again.';
  return query;
}

function redirect(to: URL): Response {
  return new Response(null, { status: 303, headers: { location: to.href, 'cache-control': 'no-store' } });
}
