import { randomUUID } from 'node:crypto';

export type Answer = {
  status: number;
  data: Record<string, never> | null;
  errors?: { message: string; extensions: { code: string } }[];
};
export type Ask = (url: string, query: string, variables?: Record<string, unknown>) => Promise<Answer>;

/** One request of the API, at whichever process. Throws when there is no answer at all. */
export async function ask(
  url: string,
  token: string | null,
  query: string,
  variables: Record<string, unknown> = {},
): Promise<Answer> {
  const response = await fetch(`${url}/api/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    body: JSON.stringify({ query, variables }),
    signal: AbortSignal.timeout(60_000),
  });
  const text = await response.text();
  return {
    status: response.status,
    ...(text.startsWith('{') ? (JSON.parse(text) as Omit<Answer, 'status'>) : { data: null }),
  };
}

export const PASSWORD = 'a password for many machines';

/** Signs in; the answer is the token, or null when it was refused. */
export async function signIn(
  url: string,
  email: string,
  password = PASSWORD,
): Promise<{ token: string | null; code: string | undefined }> {
  const { data, errors } = await ask(
    url,
    null,
    'mutation($input: SignInInput!) { signIn(input: $input) { sessionToken errors { code } } }',
    { input: { email, password } },
  );
  return {
    token: (data as { signIn?: { sessionToken: string | null } } | null)?.signIn?.sessionToken ?? null,
    code: errors?.[0]?.extensions.code,
  };
}

export type Person = { email: string; token: string; accountId: string; ask: Ask };

/** Somebody with a session and an account of theirs. */
export async function register(url: string): Promise<Person> {
  const email = `${randomUUID()}@example.com`;
  await ask(url, null, 'mutation($input: SignUpInput!) { signUp(input: $input) { errors { message } } }', {
    input: { email, password: PASSWORD, baseCurrency: 'CZK' },
  });
  const { token } = await signIn(url, email);
  if (!token) throw new Error('Nobody could sign in.');
  const { data } = await ask(
    url,
    token,
    'mutation { addAccount(input: { name: "Current", type: CHECKING, currency: "CZK" }) { account { id } } }',
  );
  return {
    email,
    token,
    accountId: (data as unknown as { addAccount: { account: { id: string } } }).addAccount.account.id,
    ask: (at, query, variables) => ask(at, token, query, variables),
  };
}

const ADD = `mutation($input: AddTransactionInput!) { addTransaction(input: $input) { transaction { id
  account {
    balance { amount } } } errors { message } } }`;
export type Added = { id: string; balance: string };

/** Adds an expense of one crown. Throws when it was not acknowledged. */
export async function addExpense(
  person: Person,
  url: string,
  key: string,
  more: Record<string, unknown> = {},
): Promise<Added> {
  const answer = await person.ask(url, ADD, {
    input: {
      accountId: person.accountId,
      date: '2026-04-01',
      amount: '-1.00',
      payee: 'Shop',
      idempotencyKey: key,
      ...more,
    },
  });
  const added = (
    answer.data as {
      addTransaction?: { transaction: { id: string; account: { balance: { amount: string } } } | null };
    } | null
  )?.addTransaction?.transaction;
  if (!added) throw new Error(`An expense was not acknowledged: ${answer.status} ${JSON.stringify(answer)}`);
  return { id: added.id, balance: added.account.balance.amount };
}
