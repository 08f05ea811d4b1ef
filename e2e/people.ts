import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { BrowserContext, Page } from 'playwright-core';

export type Person = {
  email: string;
  password: string;
  token: string;
  ask: (query: string, variables?: Record<string, unknown>) => Promise<Record<string, never>>;
};

/** One request to the API, as a program makes it. */
async function ask(
  baseUrl: string,
  token: string | null,
  query: string,
  variables: Record<string, unknown> = {},
): Promise<Record<string, never>> {
  const response = await fetch(`${baseUrl}/api/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as {
    data?: Record<string, never>;
    errors?: { message: string }[];
  };
  assert.ok(data && !errors, `The API refused: ${errors?.[0]?.message ?? response.status}`);
  return data;
}

/**
 * Somebody new, registered through the API: journeys that are about something else do not click through
 * registration.
 */
export async function createPerson(baseUrl: string): Promise<Person> {
  const [email, password] = [`${randomUUID()}@example.com`, 'a journey of its own'];
  await ask(
    baseUrl,
    null,
    'mutation($input: SignUpInput!) { signUp(input: $input) { errors { message } } }',
    { input: { email, password, baseCurrency: 'CZK' } },
  );
  const { signIn } = (await ask(
    baseUrl,
    null,
    'mutation($input: SignInInput!) { signIn(input: $input) { sessionToken } }',
    { input: { email, password } },
  )) as unknown as { signIn: { sessionToken: string } };
  return {
    email,
    password,
    token: signIn.sessionToken,
    ask: (query, variables) => ask(baseUrl, signIn.sessionToken, query, variables),
  };
}

/** Signs a browser in with the session's own cookie. */
export async function signInBrowser(context: BrowserContext, baseUrl: string, person: Person): Promise<void> {
  await context.addCookies([
    { name: 'saldo.session', value: person.token, url: baseUrl, httpOnly: true, sameSite: 'Lax' },
  ]);
}

/** Somebody with an account and some transactions of this month. */
export async function createPersonWithMoney(
  baseUrl: string,
): Promise<Person & { accountId: string; today: string }> {
  const person = await createPerson(baseUrl);
  const { addAccount } = (await person.ask(
    `mutation { addAccount(input: { name: "Main account", type: CHECKING, currency: "CZK", openingBalance:
      10000 }) { account { id } } }`,
  )) as unknown as { addAccount: { account: { id: string } } };
  const { household } = (await person.ask('{ household { today } }')) as unknown as {
    household: { today: string };
  };
  const accountId = addAccount.account.id;
  for (const [payee, amount] of [
    ['Albert', '-250.00'],
    ['Billa', '-99.90'],
    ['Datlab', '45000.00'],
  ] as const) {
    await person.ask(
      'mutation($input: AddTransactionInput!) { addTransaction(input: $input) { errors { message } } }',
      { input: { accountId, date: household.today, amount, payee } },
    );
  }
  return { ...person, accountId, today: household.today };
}

/** Presses one key after another, as a person at the keyboard does. */
export async function type(page: Page, ...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}
