import assert from 'node:assert/strict';
import { journey } from '../journey';

journey('A stranger finds the way to sign in', async ({ page }) => {
  const response = await page.goto('/login');
  assert.equal(response?.status(), 200);
  assert.notEqual(await page.title(), '');
});
