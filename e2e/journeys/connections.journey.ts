import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { journey } from '../journey';

/** On the bank's own pages: who the person is, and that all accounts are shared. */
async function consent(page: Page): Promise<void> {
  await page.getByRole('link', { name: /Tereza/ }).click();
  await page.getByRole('button', { name: 'Allow' }).click();
}

async function ask<Data>(page: Page, query: string): Promise<Data> {
  const answer = await page.request.post('/api/graphql', { data: { query } });
  return ((await answer.json()) as { data: Data }).data;
}

journey(
  'Somebody registers and connects a bank: its transactions arrive, and when the consent ends, renewing it is one button',
  async ({ page, bankUrl }) => {
    await page.goto('/register');
    await page.getByLabel('E-mail').fill(`${randomUUID()}@example.com`);
    await page.getByLabel('Password', { exact: true }).fill('a bank of one’s own');
    await page.getByRole('button', { name: 'Create an account' }).click();
    await page.getByRole('heading', { name: 'Dashboard' }).waitFor();

    await page.getByRole('link', { name: 'Connections' }).click();
    await page.getByRole('button', { name: 'Connect: Mock bank' }).click();
    await consent(page);
    await page.getByRole('heading', { name: 'Which accounts does Saldo follow?' }).waitFor();
    for (const name of [/Household account/, /Savings account/, /Euro account/]) {
      await page.getByRole('group', { name }).getByLabel('Goes into').selectOption('Not followed');
    }
    await page.getByRole('button', { name: 'Save and fetch' }).click();
    await page.getByRole('progressbar').waitFor();
    await page.getByText('Connected', { exact: true }).waitFor({ timeout: 60_000 });
    await page.getByText(/[\d,]+ new/).waitFor();

    const { accounts } = await ask<{
      accounts: { name: string; balanceProof: { difference: { amount: string } } | null }[];
    }>(page, '{ accounts { name balanceProof { difference { amount } } } }');
    assert.deepEqual(accounts, [
      { name: 'Everyday account', balanceProof: { difference: { amount: '0.00' } } },
    ]);
    await page.getByRole('main').getByRole('link', { name: 'Everyday account' }).click();
    await page.getByRole('heading', { name: 'Everyday account' }).waitFor();
    // Where the money went last is different every day.
    const { transactions } = await ask<{ transactions: { nodes: { payee: string }[] } }>(
      page,
      '{ transactions(first: 1) { nodes { payee } } }',
    );
    await page
      .getByRole('main')
      .getByText(transactions.nodes[0]?.payee ?? 'a payee', { exact: true })
      .first()
      .waitFor();

    await page.goto('/connections');
    const ended = await fetch(`${bankUrl}/control/faults`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"kind":"CONSENT_EXPIRED"}',
    });
    assert.equal(ended.status, 200);
    await page.getByRole('button', { name: 'Fetch now' }).click();
    await page.getByText('Access has ended', { exact: true }).waitFor({ timeout: 60_000 });
    await page.getByText(/nothing new arrives until you renew it/).waitFor();
    assert.equal(await page.getByRole('button', { name: 'Fetch now' }).count(), 0);

    await page.getByRole('button', { name: 'Renew access' }).click();
    await consent(page);
    await page.waitForURL(/\/connections\/[0-9a-f-]{36}/);
    await page.getByText('Connected', { exact: true }).waitFor({ timeout: 60_000 });
    assert.equal(await page.getByRole('button', { name: 'Renew access' }).count(), 0);
    const { bankConnections } = await ask<{ bankConnections: unknown[] }>(
      page,
      '{ bankConnections { state problemCode accounts { account { name } } lastSync { state } } }',
    );
    const [followed, ...others] = [
      { account: { name: 'Everyday account' } },
      { account: null },
      { account: null },
      { account: null },
    ];
    assert.deepEqual(bankConnections, [
      { state: 'ACTIVE', problemCode: null, accounts: [followed, ...others], lastSync: { state: 'DONE' } },
    ]);
  },
);

journey('Somebody refuses at the bank and is told so; nothing is connected', async ({ page }) => {
  await page.goto('/register');
  await page.getByLabel('E-mail').fill(`${randomUUID()}@example.com`);
  await page.getByLabel('Password', { exact: true }).fill('a bank of one’s own');
  await page.getByRole('button', { name: 'Create an account' }).click();
  await page.getByRole('heading', { name: 'Dashboard' }).waitFor();
  await page.goto('/connections');
  await page.getByRole('button', { name: 'Connect: Mock bank' }).click();
  await page.getByRole('link', { name: /Tereza/ }).click();
  await page.getByRole('button', { name: 'Refuse' }).click();
  await page.getByText('Access was refused on the bank’s pages').waitFor();
  const { bankConnections } = await ask<{ bankConnections: unknown[] }>(page, '{ bankConnections { id } }');
  assert.deepEqual(bankConnections, []);
});
