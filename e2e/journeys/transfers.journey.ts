import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { journey } from '../journey';
import { createPersonWithMoney, signInBrowser, type Person } from '../people';

interface Totals {
  income: { amount: string };
  expenses: { amount: string };
  netWorth: { amount: string };
}

async function totalsOf(person: Person, today: string): Promise<Totals> {
  const { overview } = (await person.ask(
    `query($on: Date!) { overview(from: $on, to: $on) { income { amount } expenses { amount }
      netWorth { amount } } }`,
    { on: today },
  )) as unknown as { overview: Totals };
  return overview;
}

/** The kinds of what is between the accounts, the money out first. */
async function kindsOf(person: Person): Promise<string[]> {
  const { transactions } = (await person.ask(
    '{ transactions(orderBy: AMOUNT_ASC, filter: { minAmount: 1500, maxAmount: 1500 }) { nodes { kind } } }',
  )) as unknown as { transactions: { nodes: { kind: string }[] } };
  return transactions.nodes.map(({ kind }) => kind);
}

async function undo(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await page.getByText('Undone').last().waitFor();
}

journey(
  'Money is moved to savings: the totals stay as they were, and unlinking and deleting can both be taken back',
  async ({ page, context, baseUrl }) => {
    const person = await createPersonWithMoney(baseUrl);
    await person.ask(
      `mutation { addAccount(input: { name: "Savings", type: SAVINGS, currency: "CZK" }) { account { id } } }`,
    );
    const before = await totalsOf(person, person.today);
    await signInBrowser(context, baseUrl, person);
    await page.goto('/');
    await page.getByRole('heading', { name: 'Dashboard' }).waitFor();
    await page.waitForLoadState('networkidle');

    await page.keyboard.press('n');
    const sheet = page.getByRole('dialog');
    await sheet.getByText('Transfer', { exact: true }).click();
    await sheet.getByLabel('From account').selectOption({ label: 'Main account' });
    await sheet.getByLabel('To account').selectOption({ label: 'Savings' });
    await sheet.getByLabel('Amount').fill('1000+500');
    await page.keyboard.press('Enter');
    await page.getByText('Transfer saved').waitFor();
    assert.deepEqual(await kindsOf(person), ['TRANSFER', 'TRANSFER']);
    assert.deepEqual(await totalsOf(person, person.today), before);
    await page.getByRole('main').getByText('45,000').first().waitFor();

    await page.goto('/transactions?kind=transfer');
    const rows = page.getByRole('row', { name: /Main account → Savings/ });
    await rows.first().waitFor();
    await page.waitForLoadState('networkidle');
    assert.equal(await rows.count(), 2);
    await rows.first().getByText('Main account → Savings', { exact: true }).click();
    await page.getByRole('dialog', { name: 'Edit transfer' }).getByRole('button', { name: 'Unlink' }).click();
    await page.getByText('No longer a transfer').waitFor();
    assert.deepEqual(await kindsOf(person), ['EXPENSE', 'INCOME']);
    assert.notDeepEqual(await totalsOf(person, person.today), before);
    await undo(page);
    assert.deepEqual(await kindsOf(person), ['TRANSFER', 'TRANSFER']);

    await page.goto('/transactions?kind=transfer');
    await rows.first().waitFor();
    await page.waitForLoadState('networkidle');
    await rows.first().getByText('Main account → Savings', { exact: true }).click();
    await page
      .getByRole('dialog', { name: 'Edit transfer' })
      .getByRole('button', { name: 'Delete both sides' })
      .click();
    await page.getByText('2 transactions deleted').waitFor();
    assert.deepEqual(await kindsOf(person), []);
    await undo(page);
    assert.deepEqual(await kindsOf(person), ['TRANSFER', 'TRANSFER']);
    assert.deepEqual(await totalsOf(person, person.today), before);
  },
);
