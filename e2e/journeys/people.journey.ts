import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { journey } from '../journey';
import { createPersonWithMoney, signInBrowser } from '../people';

/** The link of the invitation that was sent to an address, as the local inbox shows it. */
async function linkOf(page: Page, email: string): Promise<string> {
  for (let tries = 0; tries < 60; tries += 1) {
    await page.goto('/dev/mail');
    const mail = page.getByRole('link').filter({ hasText: email });
    if ((await mail.count()) > 0) {
      await page.goto((await mail.first().getAttribute('href')) ?? '');
      const found = /https?:\/\/\S+\/invitation#[\w-]+/.exec(await page.locator('pre').innerText());
      if (found) return found[0];
    }
    await page.waitForTimeout(500);
  }
  throw new Error('The invitation did not arrive.');
}

journey(
  'Somebody is invited by mail, registers straight into the household, becomes a viewer and is removed',
  async ({ baseUrl, page, context, newContext }) => {
    const owner = await createPersonWithMoney(baseUrl);
    await owner.ask(
      `mutation { addAccount(input: { name: "Present fund", type: SAVINGS, currency: "CZK", private: true }) {
        account { id } } }`,
    );
    await signInBrowser(context, baseUrl, owner);
    const email = `${randomUUID()}@example.com`;
    await page.goto('/settings/people');
    await page.getByLabel('E-mail address').fill(email);
    await page.getByRole('button', { name: 'Send invitation' }).click();
    await page.getByText(`Invitation sent to ${email}`).waitFor();
    const link = await linkOf(await context.newPage(), email);

    const guest = await (await newContext()).newPage();
    await guest.goto(link);
    await guest.getByRole('button', { name: `Register as ${email}` }).click();
    await guest.getByRole('heading', { name: /^Join / }).waitFor();
    assert.equal(await guest.getByLabel('E-mail').inputValue(), email);
    assert.equal(await guest.getByLabel('Base currency').count(), 0);
    await guest.getByLabel('Password', { exact: true }).fill('a password for two');
    await guest.getByRole('button', { name: 'Create an account' }).click();
    await guest.waitForURL(`${baseUrl}/`);
    await guest.goto('/accounts');
    await guest
      .getByRole('link', { name: /Main account/ })
      .first()
      .waitFor();
    // What the owner keeps to themselves is nowhere on the page.
    assert.equal(await guest.getByText('Present fund').count(), 0);

    await page.reload();
    await page.getByLabel(`Role of ${email}`).selectOption('VIEWER');
    await page.getByText(`${email}: Viewer`).waitFor();
    await guest.goto('/settings/people');
    await guest.getByText('You', { exact: true }).waitFor();
    assert.equal(await guest.getByRole('button', { name: 'Send invitation' }).count(), 0);

    await page.getByRole('button', { name: `Remove ${email}` }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await page.getByText(`${email} was removed`).waitFor();
    // With the next page they are in a household of their own, and what they saw is gone.
    await guest.goto('/accounts');
    assert.equal(await guest.getByText('Main account').count(), 0);

    await page.goto('/settings/audit');
    for (const what of ['Invited', 'Joined', 'Role changed', 'Removed'])
      await page.getByText(what, { exact: true }).waitFor();
  },
);

journey(
  'A person with two households switches between them in the menu',
  async ({ baseUrl, page, context }) => {
    const person = await createPersonWithMoney(baseUrl);
    await signInBrowser(context, baseUrl, person);
    await page.goto('/settings/people');
    await page.getByLabel('Name of the household').fill('Chata');
    await page.getByRole('button', { name: 'Add household' }).click();
    await page.waitForURL(`${baseUrl}/`);
    await page.goto('/accounts');
    assert.equal(await page.getByText('Main account').count(), 0);
    await page.getByRole('button', { name: /Chata/ }).click();
    await page.getByRole('menuitem', { name: /^Switch to/ }).click();
    await page.waitForURL(`${baseUrl}/`);
    await page.goto('/accounts');
    await page
      .getByRole('link', { name: /Main account/ })
      .first()
      .waitFor();
  },
);

journey(
  'Somebody who has an account signs in first and then accepts, and no address that a server sees holds the invitation',
  async ({ baseUrl, page, context, newContext }) => {
    const [owner, guest] = [await createPersonWithMoney(baseUrl), await createPersonWithMoney(baseUrl)];
    await signInBrowser(context, baseUrl, owner);
    await owner.ask(
      'mutation($input: InviteMemberInput!) { inviteMember(input: $input) { errors { code } } }',
      { input: { email: guest.email, role: 'MEMBER' } },
    );
    const link = await linkOf(page, guest.email);
    const there = await (await newContext()).newPage();
    const asked: string[] = [];
    there.on('request', (request) => asked.push(request.url()));
    await there.goto(link);
    await there.getByRole('link', { name: 'I have an account: sign in' }).click();
    await there.getByLabel('E-mail').fill(guest.email);
    await there.getByLabel('Password', { exact: true }).fill(guest.password);
    await there.getByRole('button', { name: 'Sign in', exact: true }).click();
    await there.getByRole('button', { name: 'Accept' }).click();
    await there.waitForURL(`${baseUrl}/`);
    await there.goto('/settings/people');
    await there.getByText(owner.email).first().waitFor();
    const token = link.split('#')[1] ?? 'none';
    assert.deepEqual(
      asked.map((url) => url.split('#')[0] ?? '').filter((url) => url.includes(token)),
      [],
    );
  },
);
