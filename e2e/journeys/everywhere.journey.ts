import assert from 'node:assert/strict';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { journey } from '../journey';
import { createPersonWithMoney, signInBrowser, type Person } from '../people';

const PAGES = [
  '/',
  '/transactions',
  '/accounts',
  '/categories',
  '/import',
  '/connections',
  '/inbox',
  '/settings',
  '/settings/people',
  '/settings/security',
  '/settings/rates',
  '/settings/background-work',
  '/settings/audit',
  '/settings/data',
  '/add-expense',
  '/add-income',
  '/add-transfer',
];
const FOR_STRANGERS = [
  '/',
  '/login',
  '/login?error=known-address',
  '/register',
  '/forgot',
  '/reset#none',
  '/verify#none',
  '/invitation#worthless',
];

async function check(page: Page, where: string): Promise<void> {
  await page.waitForLoadState('networkidle');
  const { violations } = await new AxeBuilder({ page }).analyze();
  assert.deepEqual(
    violations.map(
      ({ id, nodes }) => `${where}: ${id} ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`,
    ),
    [],
  );
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  assert.ok(overflow <= 0, `${where} is ${overflow} pixels wider than the screen`);
  const aside = await page
    .locator('nav [aria-current="page"]:visible')
    .evaluateAll((tabs) =>
      tabs
        .filter(
          (tab) => tab.getBoundingClientRect().right > innerWidth || tab.getBoundingClientRect().left < 0,
        )
        .map((tab) => tab.textContent),
    );
  assert.deepEqual(aside, [], `${where}: what says where one is stands beside the screen`);
}

async function withDetails(person: Person & { accountId: string }): Promise<string[]> {
  return [...PAGES, `/accounts/${person.accountId}`];
}

for (const colorScheme of ['light', 'dark'] as const) {
  for (const [device, viewport] of [
    ['a desk', { width: 1440, height: 900 }],
    ['a phone', { width: 360, height: 740 }],
  ] as const) {
    journey(
      `Every page is accessible and fits on ${device} in ${colorScheme}`,
      async ({ baseUrl, newContext }) => {
        const person = await createPersonWithMoney(baseUrl);
        const context = await newContext({ colorScheme, viewport, reducedMotion: 'reduce' });
        const page = await context.newPage();
        for (const path of FOR_STRANGERS) {
          await page.goto(path);
          await check(page, `${path} for a stranger`);
        }
        await signInBrowser(context, baseUrl, person);
        for (const path of await withDetails(person)) {
          await page.goto(path);
          await check(page, path);
        }
      },
    );
  }
}

journey(
  'On a phone: the round plus opens the entry, and the expense is in the list',
  async ({ baseUrl, newContext }) => {
    const person = await createPersonWithMoney(baseUrl);
    const context = await newContext({
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      isMobile: true,
    });
    await signInBrowser(context, baseUrl, person);
    const page = await context.newPage();
    await page.goto('/transactions');
    await page.getByText('Albert').first().waitFor();
    await page.getByRole('navigation', { name: 'Main, at the bottom' }).getByRole('button').tap();
    const sheet = page.getByRole('dialog');
    await sheet.getByLabel('Amount').fill('42');
    await sheet.getByLabel('Payee').fill('Kiosek');
    await sheet.getByRole('button', { name: 'Save', exact: true }).tap();
    await page.getByText('Expense saved').waitFor();
    await page.getByText('Kiosek').first().waitFor();
  },
);

journey('In Czech: pages, dates, plurals and amounts are Czech', async ({ baseUrl, newContext }) => {
  const person = await createPersonWithMoney(baseUrl);
  const context = await newContext({ locale: 'cs-CZ' });
  await signInBrowser(context, baseUrl, person);
  const page = await context.newPage();
  await page.goto('/transactions');
  await page.getByRole('heading', { name: 'Transakce' }).waitFor();
  assert.equal(await page.locator('html').getAttribute('lang'), 'cs');
  const text = await page.getByRole('main').innerText();
  assert.match(text, /3 transakce/);
  assert.match(text.replaceAll(/\s/g, ' '), /45 000,00/);
  for (const path of await withDetails(person)) {
    await page.goto(path);
    await check(page, path);
    assert.doesNotMatch(
      await page.getByRole('main').innerText(),
      /\b(Transactions|Accounts|Categories|Settings|Amount|Save)\b/,
    );
  }
});
