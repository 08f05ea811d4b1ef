import assert from 'node:assert/strict';
import { journey } from '../journey';

journey('A stranger finds the way to sign in', async ({ page }) => {
  const response = await page.goto('/login');
  assert.equal(response?.status(), 200);
  assert.notEqual(await page.title(), '');
});

journey('ASVS 6.2.7: A password can be pasted', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto('/register');
  await page.evaluate(() => navigator.clipboard.writeText('from a password manager'));
  const field = page.locator('input[autocomplete="new-password"]');
  await field.focus();
  await page.keyboard.press('Control+V');
  assert.equal(await field.inputValue(), 'from a password manager');
});
