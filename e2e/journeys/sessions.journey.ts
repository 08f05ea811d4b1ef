import assert from 'node:assert/strict';
import { journey } from '../journey';
import { createPersonWithMoney, signInBrowser } from '../people';

async function isSignedIn(baseUrl: string, cookie: string): Promise<boolean> {
  const response = await fetch(`${baseUrl}/api/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie: `saldo.session=${cookie}` },
    body: '{"query":"{ viewer { id } }"}',
  });
  return ((await response.json()) as { data: { viewer: unknown } }).data.viewer !== null;
}

journey(
  'Somebody signs in on two devices and signs out everywhere else: the other device is out at once',
  async ({ page, baseUrl, newContext }) => {
    const person = await createPersonWithMoney(baseUrl);
    await page.goto('/login');
    await page.getByLabel('E-mail').fill(person.email);
    await page.getByLabel('Password', { exact: true }).fill(person.password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('heading', { name: 'Dashboard' }).waitFor();

    const elsewhere = await newContext();
    await signInBrowser(elsewhere, baseUrl, person);
    const other = await elsewhere.newPage();
    await other.goto('/transactions');
    await other.getByText('Albert').first().waitFor();

    await page.goto('/settings/security');
    await page.getByRole('button', { name: 'Sign out everywhere else' }).click();
    await page.getByText('Signed out in 1 other place').waitFor();
    assert.equal(await isSignedIn(baseUrl, person.token), false);
    await other.goto('/transactions');
    await other.waitForURL(/\/login/);
  },
);

journey(
  'Signing out ends the session on the server: the old cookie is worthless',
  async ({ page, context, baseUrl }) => {
    const person = await createPersonWithMoney(baseUrl);
    await page.goto('/login');
    await page.getByLabel('E-mail').fill(person.email);
    await page.getByLabel('Password', { exact: true }).fill(person.password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('heading', { name: 'Dashboard' }).waitFor();
    const cookie = (await context.cookies()).find(({ name }) => name === 'saldo.session');
    assert.ok(cookie?.httpOnly && cookie.sameSite === 'Lax');
    assert.equal(await isSignedIn(baseUrl, cookie.value), true);
    await page.getByRole('button', { name: 'Household menu' }).first().click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.waitForURL(/\/login/);
    assert.equal(await isSignedIn(baseUrl, cookie.value), false);
  },
);
