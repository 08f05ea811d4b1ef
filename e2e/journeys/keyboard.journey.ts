import assert from 'node:assert/strict';
import { journey } from '../journey';
import { createPersonWithMoney, signInBrowser, type } from '../people';

journey(
  'With the keyboard alone: record an expense in a few keys, find it, go everywhere',
  async ({ page, context, baseUrl }) => {
    const person = await createPersonWithMoney(baseUrl);
    await signInBrowser(context, baseUrl, person);
    await page.goto('/');
    await page.getByRole('heading', { name: 'Dashboard' }).waitFor();
    await page.waitForLoadState('networkidle');

    await page.keyboard.press('n');
    await page.getByRole('dialog').waitFor();
    await page.waitForFunction(() => document.activeElement instanceof HTMLInputElement);
    await page.keyboard.type('70+9,90');
    await type(page, 'Tab');
    // The calculation is worked out as the focus leaves, and the focus goes on to the payee all the same.
    await page.keyboard.type('Trafika');
    await type(page, 'Enter');
    await page.getByText('Expense saved').waitFor();
    const { transactions } = (await person.ask(
      '{ transactions(filter: { text: "trafika" }) { nodes { amount { amount } payee } } }',
    )) as unknown as { transactions: { nodes: unknown[] } };
    assert.deepEqual(transactions.nodes, [{ amount: { amount: '-79.90' }, payee: 'Trafika' }]);

    for (const [key, path] of [
      ['t', '/transactions'],
      ['a', '/accounts'],
      ['c', '/categories'],
      ['i', '/import'],
      ['s', '/settings'],
      ['d', '/'],
    ] as const) {
      await page.keyboard.press('g');
      await page.keyboard.press(key);
      await page.waitForURL(`${baseUrl}${path}`);
      await page.waitForLoadState('networkidle');
    }
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+k');
    await page.getByPlaceholder('What do you want to do?').waitFor();
    await page.keyboard.type('Import');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/import/);
  },
);
