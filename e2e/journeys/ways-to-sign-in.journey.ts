import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import AxeBuilder from '@axe-core/playwright';
import { Secret, TOTP } from 'otpauth';
import type { BrowserContext, Page } from 'playwright-core';
import { journey } from '../journey';
import { createPerson, signInBrowser, type Person } from '../people';

async function isAccessible(page: Page, where: string): Promise<void> {
  await page.locator('head > title').first().waitFor({ state: 'attached' });
  const { violations } = await new AxeBuilder({ page }).analyze();
  assert.deepEqual(
    violations.map(
      ({ id, nodes }) => `${where}: ${id} ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`,
    ),
    [],
  );
}

async function signOut(page: Page): Promise<void> {
  await page.goto('/');
  await page.getByRole('button', { name: 'Household menu' }).first().click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.waitForURL(/\/login/);
}

async function enterPassword(
  page: Page,
  { email, password }: Pick<Person, 'email' | 'password'>,
): Promise<void> {
  await page.goto('/login');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

const isHome = (page: Page) => page.getByRole('heading', { name: 'Dashboard' }).waitFor();

/** The codes that are shown once, and gone when the person says that they are kept. */
async function keepCodes(page: Page): Promise<string[]> {
  const dialog = page.getByRole('dialog', { name: 'Your recovery codes' });
  await dialog.waitFor();
  const codes = await dialog.getByRole('listitem').allInnerTexts();
  assert.equal(new Set(codes).size, 10);
  await isAccessible(page, 'the recovery codes');
  await dialog.getByRole('button', { name: 'I have saved it' }).click();
  await dialog.waitFor({ state: 'hidden' });
  return codes.map((code) => code.trim());
}

/** An authenticator inside of Chromium that has the person's finger always on it. */
async function plugInAuthenticator(context: BrowserContext, page: Page): Promise<void> {
  const devtools = await context.newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

journey(
  'A passkey signs in alone, and is the second step after the password',
  async ({ page, context, baseUrl }) => {
    const person = await createPerson(baseUrl);
    await signInBrowser(context, baseUrl, person);
    await plugInAuthenticator(context, page);
    await page.goto('/settings/security');
    await page.getByRole('button', { name: 'Add a passkey' }).click();
    const dialog = page.getByRole('dialog', { name: 'Add a passkey' });
    await dialog.getByLabel('Name').fill('Laptop');
    await isAccessible(page, 'the passkey dialog');
    await dialog.getByRole('button', { name: 'Continue' }).click();
    await keepCodes(page);
    await page.getByRole('listitem').filter({ hasText: 'Laptop' }).waitFor();

    await signOut(page);
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await isHome(page);

    await signOut(page);
    await enterPassword(page, person);
    await page.getByRole('heading', { name: 'One more step' }).waitFor();
    await page.waitForLoadState('networkidle');
    await isAccessible(page, 'the second step');
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await isHome(page);
  },
);

journey(
  'An authenticator app is asked for after the password, and a recovery code stands in for it',
  async ({ page, context, baseUrl, expectConsole }) => {
    // The wrong code, which the browser reports as a failed request.
    expectConsole(/401 \(Unauthorized\)/);
    const person = await createPerson(baseUrl);
    await signInBrowser(context, baseUrl, person);
    await page.goto('/settings/security');
    await page.getByRole('button', { name: 'Set up' }).click();
    const dialog = page.getByRole('dialog', { name: 'Set up an authenticator app' });
    const seed = (await dialog.locator('code').innerText()).replaceAll(/\s/g, '');
    await dialog.getByRole('img', { name: 'QR code for the authenticator app' }).waitFor();
    await isAccessible(page, 'the dialog of the authenticator app');
    const code = (seconds = 0) =>
      new TOTP({ secret: Secret.fromBase32(seed) }).generate({ timestamp: Date.now() + seconds * 1_000 });
    await dialog.getByLabel('Code', { exact: true }).fill('000000');
    await dialog.getByRole('button', { name: 'Set up the app' }).click();
    await dialog.getByText('This code is not right').waitFor();
    await dialog.getByLabel('Code', { exact: true }).fill(code());
    await dialog.getByRole('button', { name: 'Set up the app' }).click();
    const codes = await keepCodes(page);

    await signOut(page);
    await enterPassword(page, person);
    await page.getByLabel('Code', { exact: true }).fill('000000');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByText('This code is not right').waitFor();
    await page.getByLabel('Code', { exact: true }).fill(code(30));
    await page.keyboard.press('Enter');
    await isHome(page);

    await signOut(page);
    await enterPassword(page, person);
    await page.getByRole('button', { name: 'Use a recovery code' }).click();
    await page.getByLabel('Recovery code').fill(codes[3] ?? '');
    await page.keyboard.press('Enter');
    await isHome(page);
    await page.goto('/settings/security');
    await page.getByText('9 left').waitFor();
  },
);

journey(
  'Somebody signs in with a provider, confirms there, and links another one to an account with a password',
  async ({ page, baseUrl, oidc, newContext }) => {
    const sub = randomUUID();
    const hourAgo = { auth_time: Math.floor(Date.now() / 1_000) - 3_600 };
    await oidc.control({
      person: { sub, email: `${sub}@example.com`, email_verified: true, name: 'Jana' },
      flaw: hourAgo,
    });
    await page.goto('/register');
    await page.getByRole('button', { name: 'Continue with Work' }).click();
    await isHome(page);

    // The provider had asked them long ago, so something sensitive wants a proof; without a password that is
    // the provider again.
    await page.goto('/settings/security');
    await page.getByText('You sign in without a password.').waitFor();
    await page.getByRole('button', { name: 'Set up' }).click();
    const confirm = page.getByRole('dialog', { name: 'Confirm that it is you' });
    await confirm.getByRole('button', { name: 'Sign in again with Work' }).waitFor();
    await isAccessible(page, 'the dialog that asks for a proof');
    await oidc.control({ flaw: null });
    await confirm.getByRole('button', { name: 'Sign in again with Work' }).click();
    await confirm.waitFor({ state: 'hidden' });
    await page.waitForLoadState('networkidle');
    await page.getByRole('button', { name: 'Set up' }).click();
    await page.getByRole('dialog', { name: 'Set up an authenticator app' }).waitFor();

    // Somebody else, with a password, whose address the provider names: they are not let in, and link it once
    // they are.
    const person = await createPerson(baseUrl);
    await oidc.control({ person: { sub: randomUUID(), email: person.email, email_verified: true } });
    const other = await (await newContext()).newPage();
    await other.goto('/login');
    await other.getByRole('button', { name: 'Continue with Work' }).click();
    await other.getByText('The address that the provider gave us is already registered here').waitFor();
    await enterPassword(other, person);
    await isHome(other);
    await other.goto('/settings/security');
    await other.getByRole('button', { name: 'Link Work' }).click();
    await other.getByRole('button', { name: 'Unlink Work' }).waitFor();

    // From a session that the provider vouches for with an old sign-in, the password confirms.
    await signOut(other);
    await oidc.control({ flaw: hourAgo });
    await other.context().clearCookies();
    await other.goto('/login');
    await other.getByRole('button', { name: 'Continue with Work' }).click();
    await isHome(other);
    await other.goto('/settings/security');
    await other.getByRole('button', { name: 'New token' }).click();
    await other.getByLabel('Name').fill('Backup');
    await other.getByRole('button', { name: 'Create token' }).click();
    const proof = other.getByRole('dialog', { name: 'Confirm that it is you' });
    await proof.getByLabel('Password', { exact: true }).fill('not mine');
    await proof.getByRole('button', { name: 'Confirm', exact: true }).click();
    await proof.getByText('This is not your password.').waitFor();
    await proof.getByLabel('Password', { exact: true }).fill(person.password);
    await proof.getByRole('button', { name: 'Confirm', exact: true }).click();
    const shown = other.getByRole('dialog', { name: 'Your new token' });
    const token = await shown.getByRole('listitem').innerText();
    await shown.getByRole('button', { name: 'I have saved it' }).click();
    const ask = async () =>
      (await (
        await fetch(`${baseUrl}/api/graphql`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', authorization: `Bearer ${token.trim()}` },
          body: '{"query":"{ viewer { email } }"}',
        })
      ).json()) as { data: { viewer: { email: string } | null } };
    assert.equal((await ask()).data.viewer?.email, person.email);
    await other.getByRole('button', { name: 'Revoke: Backup' }).click();
    await other.getByText('Revoked: Backup').waitFor();
    assert.equal((await ask()).data.viewer, null);
    await oidc.control({ flaw: null });
  },
);

/** The link in the newest mail to an address, as the inbox of this computer shows it. */
async function linkInMail(page: Page, email: string, subject: string): Promise<string> {
  for (let attempt = 0; attempt < 40; attempt++) {
    await page.goto('/dev/mail');
    const mail = page
      .getByRole('listitem')
      .filter({ hasText: email })
      .filter({ hasText: subject })
      .getByRole('link')
      .first();
    if ((await mail.count()) > 0) {
      await page.goto((await mail.getAttribute('href')) ?? '');
      const link = /https?:\/\/\S+\/(?:verify|reset)#[\w-]+/.exec(await page.locator('pre').innerText())?.[0];
      if (link) return link;
    }
    await page.waitForTimeout(500);
  }
  throw new Error(`No mail "${subject}" with a link has come to ${email}.`);
}

journey(
  'Somebody registers with an address and a password, confirms the address, and finds back in after forgetting the password',
  async ({ page, newContext }) => {
    const email = `${randomUUID()}@example.com`;
    await page.goto('/register');
    assert.equal(
      await page.getByRole('main').locator('input').count(),
      2,
      'registration asks for nothing that is not needed',
    );
    await page.getByLabel('E-mail').fill(email);
    await page.getByLabel('Password', { exact: true }).fill('first day with it');
    await page.getByRole('button', { name: 'Create an account' }).click();
    await isHome(page);
    await page.getByText('Your e-mail address is not confirmed yet.').waitFor();

    const elsewhere = await (await newContext()).newPage();
    await elsewhere.goto(await linkInMail(elsewhere, email, 'Welcome to Saldo'));
    await elsewhere.getByRole('button', { name: 'Confirm the address' }).click();
    await elsewhere.getByText(`${email} is confirmed.`).waitFor();
    await page.goto('/settings/security');
    await page.getByText('Confirmed', { exact: true }).waitFor();
    assert.equal(await page.getByText('Your e-mail address is not confirmed yet.').count(), 0);

    await elsewhere.goto('/forgot');
    await elsewhere.getByLabel('E-mail').fill(email);
    await elsewhere.getByRole('button', { name: 'Send me the link' }).click();
    await elsewhere.getByText('a link is on its way there').waitFor();
    const link = await linkInMail(elsewhere, email, 'Set a new password');
    await elsewhere.goto(link);
    await elsewhere.getByLabel('New password').fill('second day with it');
    await elsewhere.getByRole('button', { name: 'Set the password' }).click();
    await elsewhere.getByText('Your new password is set').waitFor();
    await page.goto('/transactions');
    await page.waitForURL(/\/login/);
    await enterPassword(elsewhere, { email, password: 'second day with it' });
    await isHome(elsewhere);
    await page.goto(link);
    await page.getByLabel('New password').fill('third day with it');
    await page.getByRole('button', { name: 'Set the password' }).click();
    await page.getByText('This link was used already or is too old.').waitFor();
  },
);
