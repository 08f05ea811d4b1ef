import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { journey } from '../journey';
import { createPersonWithMoney, signInBrowser } from '../people';

/** What the page of accounts shows of them. */
async function figures(page: Page): Promise<string> {
  await page.goto('/accounts');
  // The account stands in the frame too, before the page itself is there.
  await page
    .getByRole('main')
    .getByRole('link', { name: /Main account/ })
    .first()
    .waitFor();
  return page.getByRole('main').innerText();
}

async function checkAxe(page: Page): Promise<void> {
  await page.locator('head > title').first().waitFor({ state: 'attached' });
  const { violations } = await new AxeBuilder({ page }).analyze();
  assert.deepEqual(
    violations.map(({ id, nodes }) => `${id} ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`),
    [],
  );
}

journey(
  'A copy is downloaded, brought into a new household, and its figures are the same',
  async ({ baseUrl, page, context, expectConsole }) => {
    // The file that is no export is refused.
    expectConsole(/status of 422 .*\/api\/exports/);
    const person = await createPersonWithMoney(baseUrl);
    await person.ask(
      `mutation { addAccount(input: { name: "Euros", type: SAVINGS, currency: "EUR", openingBalance: 12.5 }) {
        errors { message } } }`,
    );
    await signInBrowser(context, baseUrl, person);
    const before = await figures(page);

    await page.goto('/settings/data');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download everything' }).click(),
    ]);
    assert.match(download.suggestedFilename(), /^saldo-\d{4}-\d{2}-\d{2}\.zip$/);
    const zip = await readFile(await download.path());
    // A household with accounts takes nothing in, and says where to go.
    await page.getByRole('link', { name: 'Create a new household' }).click();

    await page.getByLabel('Name of the household').fill('Copy');
    await page.getByRole('button', { name: 'Add household' }).click();
    await page.waitForURL(`${baseUrl}/`);
    await page.goto('/settings/data');
    await page.getByLabel('Choose a file').setInputFiles({
      name: 'notes.zip',
      mimeType: 'application/zip',
      buffer: Buffer.from('nothing of the kind'),
    });
    await page.getByText('This is not a complete Saldo export.').waitFor();
    await page
      .getByLabel('Choose a file')
      .setInputFiles({ name: 'saldo.zip', mimeType: 'application/zip', buffer: zip });
    await page.waitForURL(`${baseUrl}/`);
    assert.equal(await figures(page), before);
    await page.goto('/settings/audit');
    await page.getByText('Data imported', { exact: true }).waitFor();
  },
);

journey(
  'A household and an account that are to be deleted say so on every page, and one button keeps them',
  async ({ baseUrl, page, context }) => {
    const person = await createPersonWithMoney(baseUrl);
    await signInBrowser(context, baseUrl, person);
    await page.goto('/settings/data');
    await page.getByRole('button', { name: /^Delete (?!my)/ }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete in seven days' }).click();
    await page.getByText(/will be deleted in seven days/).waitFor();
    await page.goto('/transactions');
    const banner = page
      .getByRole('status')
      .filter({ hasText: /will be deleted on .* with everything in it/ });
    await banner.waitFor();
    await page.getByText('Albert').first().waitFor();
    await checkAxe(page);
    await banner.getByRole('button', { name: 'Keep it' }).click();
    await banner.waitFor({ state: 'detached' });

    await page.goto('/settings/data');
    await page.getByRole('button', { name: 'Delete my account' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete in seven days' }).click();
    await page.getByText('Your account will be deleted in seven days').waitFor();
    await page
      .getByRole('status')
      .filter({ hasText: /Your account will be deleted on/ })
      .waitFor();
    await page
      .getByRole('main')
      .getByText(/^It will be deleted on/)
      .waitFor();
    await checkAxe(page);
    await page
      .locator('section')
      .filter({ hasText: 'Delete your account' })
      .getByRole('button', { name: 'Keep it' })
      .click();
    await page.getByText('Your account is kept').waitFor();
    await page
      .getByRole('status')
      .filter({ hasText: /will be deleted on/ })
      .waitFor({ state: 'detached' });

    await page.goto('/settings/audit');
    for (const what of [
      'Deletion of the household requested',
      'Deletion of the household cancelled',
      'Deletion of their account requested',
      'Deletion of their account cancelled',
    ])
      await page.getByText(what, { exact: true }).waitFor();
  },
);

journey(
  'Who signed in long ago proves who they are before the download begins',
  async ({ baseUrl, page, context }) => {
    const person = await createPersonWithMoney(baseUrl);
    await signInBrowser(context, baseUrl, person);
    await page.goto('/settings/data');
    // The session is fresh here; the first answer is that of one that is not.
    const refused = {
      errors: [{ message: 'Confirm first that it is you.', extensions: { code: 'CONFIRMATION_REQUIRED' } }],
    };
    await page.route('**/api/graphql', (route) => route.fulfill({ json: refused }), { times: 1 });
    await page.getByRole('button', { name: 'Download everything' }).click();
    await page.getByRole('dialog').getByLabel('Password', { exact: true }).fill(person.password);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('dialog').getByRole('button', { name: 'Confirm', exact: true }).click(),
    ]);
    assert.equal(await download.failure(), null);
  },
);
