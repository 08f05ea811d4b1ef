import { beginConnection } from '@/lib/intake/banks/connections/mutations';
import { type MockBank, startMockBank } from '@/lib/intake/banks/mock/server';
import { db } from '@/lib/platform/db/pool';
import { stopQueue } from '@/lib/platform/jobs/queue';
import { createSignedIn } from '@/lib/testing/builders';
import { setUpTestDatabase } from '@/lib/testing/database';
import type { GET } from './route';

let bank: MockBank;
let get: typeof GET;
// The environment is read once, as the route is loaded.
beforeAll(async () => {
  bank = await startMockBank({ port: 0 });
  process.env.MOCK_BANK_URL = bank.url;
  ({ GET: get } = await import('./route'));
});
afterAll(() => bank.close());
setUpTestDatabase();
afterAll(stopQueue);

async function answer(token: string | null, query: Record<string, string>): Promise<string> {
  const response = await get(
    new Request(`http://localhost/api/banks/callback?${new URLSearchParams(query).toString()}`, {
      headers: token ? { authorization: `Bearer ${token}` } : {},
    }),
  );
  expect(response.status).toBe(303);
  const location = new URL(response.headers.get('location') ?? '');
  return location.pathname + location.search;
}

test('the way back from a bank opens only for the person who began, once, in time', async () => {
  const [person, stranger] = [await createSignedIn(), await createSignedIn()];
  const begin = async () =>
    bank.authorise(
      (
        await beginConnection(person.householdId, person.userId, {
          provider: 'mock-bank',
          connectionId: null,
        })
      ).url,
    );
  const { code, state } = await begin();
  expect(await answer(null, { code, state })).toBe('/login?next=/connections');
  expect(await answer(stranger.token, { code, state })).toBe('/connections?problem=unknown');
  expect(await answer((await createSignedIn({ role: 'VIEWER' })).token, { code, state })).toBe(
    '/connections?problem=forbidden',
  );
  expect(await answer(person.token, { code })).toBe('/connections?problem=refused');
  expect(await answer(person.token, { state, error: 'access_denied' })).toBe('/connections?problem=refused');
  expect(await answer(person.token, { code, state: '\0\u202e'.repeat(1_000) })).toBe(
    '/connections?problem=unknown',
  );
  expect(await answer(person.token, { code, state })).toMatch(/^\/connections\/[0-9a-f-]{36}$/);
  expect(await answer(person.token, { code, state })).toBe('/connections?problem=unknown');

  const late = await begin();
  await db().query("UPDATE bank_consent SET created_at = now() - interval '16 minutes'");
  expect(await answer(person.token, late)).toBe('/connections?problem=unknown');
  expect(
    (
      await db().query('SELECT 1 FROM bank_connection WHERE household_id = ANY($1::uuid[])', [
        [person.householdId, stranger.householdId],
      ])
    ).rowCount,
  ).toBe(1);
});
