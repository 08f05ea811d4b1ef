import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { journey } from '../journey';
import { createPersonWithMoney } from '../people';

journey(
  'Somebody registers, opens an account, records an expense, and the dashboard shows it',
  async ({ page }) => {
    await page.goto('/');
    await page.getByRole('link', { name: 'Create an account' }).first().click();
    await page.getByLabel('E-mail').fill(`${randomUUID()}@example.com`);
    await page.getByLabel('Password', { exact: true }).fill('first day with it');
    await page.getByRole('button', { name: 'Create an account' }).click();

    await page.getByRole('heading', { name: 'Dashboard' }).waitFor();
    await page.goto('/accounts');
    await page.getByRole('button', { name: 'Add account' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name', { exact: true }).fill('Wallet');
    await dialog.getByLabel('Opening balance').fill('1000');
    await dialog.getByRole('button', { name: 'Add account' }).click();
    await page.getByRole('main').getByText('Wallet').waitFor();

    await page.goto('/add-expense');
    await page.waitForLoadState('networkidle');
    await page.keyboard.type('120+35');
    await page.getByLabel('Payee').fill('Albert');
    await page.keyboard.press('Enter');
    await page.getByText('Expense saved').waitFor();

    await page.goto('/');
    await page.getByRole('main').getByText('845').first().waitFor();
    await page.getByRole('main').getByText('155').first().waitFor();
  },
);

journey(
  'A stranger who opens a page signs in and is brought to that page',
  async ({ page, baseUrl, expectConsole }) => {
    // The wrong password, which the browser reports as a failed request.
    expectConsole(/401 \(Unauthorized\)/);
    const person = await createPersonWithMoney(baseUrl);
    await page.goto('/transactions?text=Albert');
    await page.waitForURL(/\/login\?next=/);
    await page.getByLabel('E-mail').fill(person.email);
    await page.getByLabel('Password', { exact: true }).fill('wrong password');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByText('E-mail or password is wrong.').waitFor();
    await page.getByLabel('Password', { exact: true }).fill(person.password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.waitForURL(/\/transactions\?text=Albert/);
    await page.getByText('Albert').first().waitFor();
    for (const path of [
      '/',
      '/transactions',
      '/accounts',
      '/categories',
      '/import',
      '/settings',
      '/add-expense',
      '/add-income',
      '/add-transfer',
    ]) {
      assert.equal((await page.goto(path))?.status(), 200, path);
      assert.equal(new URL(page.url()).pathname, path);
    }
  },
);
