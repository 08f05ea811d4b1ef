import { db } from '@/lib/platform/db/pool';
import { listEvents } from '@/lib/people/audit/data';
import { startExport } from '@/lib/exchange/exports/write';
import { verifyLedger } from '@/lib/ledger/cells/verify';
import {
  createAccessToken,
  createAccount,
  createMember,
  createSignedIn,
  createTransaction,
  referenceOf,
} from '@/lib/testing/builders';
import { setUpTestDatabase } from '@/lib/testing/database';
import { unzip } from '@/lib/testing/zip';
import { client } from '@/graphql/testing';
import { GET, HEAD, POST } from './route';

setUpTestDatabase();

const ADDRESS = 'http://localhost/api/exports';
const get = (token: string | null, headers: Record<string, string> = {}) =>
  GET(
    new Request(ADDRESS, { headers: { ...(token ? { authorization: `Bearer ${token}` } : {}), ...headers } }),
  );
const codeOf = async (response: Response) =>
  ((await response.json()) as { errors: { code: string }[] }).errors[0]?.code;

function post(token: string | null, bytes: Buffer, headers: Record<string, string> = {}): Promise<Response> {
  const body = new FormData();
  body.set('file', new File([new Uint8Array(bytes)], '../../etc/passwd'));
  return POST(
    new Request(ADDRESS, {
      method: 'POST',
      body,
      headers: { ...(token ? { authorization: `Bearer ${token}` } : {}), ...headers },
    }),
  );
}

async function createOwner() {
  const owner = await createSignedIn();
  await createTransaction(owner.householdId, (await createAccount(owner.householdId, { name: 'Main' })).id, {
    payee: 'Albert',
  });
  return owner;
}

describe('the download', () => {
  test('gives who has just proved who they are all that they see, as a file that nobody keeps (ASVS 14.3.2)', async () => {
    const owner = await createOwner();
    const response = await get(owner.token);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/zip');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('content-disposition')).toMatch(
      /^attachment; filename="saldo-\d{4}-\d{2}-\d{2}\.zip"$/,
    );
    expect((await unzip(Buffer.from(await response.arrayBuffer())))['transactions.csv']).toContain('Albert');
    expect((await listEvents(owner.householdId, { first: 5, after: null })).events).toMatchObject([
      { action: 'DATA_EXPORTED' },
    ]);
  });

  test('is refused to strangers, to every access token, to pages of other sites, and without a fresh proof', async () => {
    const owner = await createOwner();
    for (const [answer, status, code] of [
      [await get(null), 401, 'UNAUTHENTICATED'],
      [await get(await createAccessToken(owner.householdId, owner.userId, 'READ')), 403, 'FORBIDDEN'],
      [await get(await createAccessToken(owner.householdId, owner.userId, 'ADMIN')), 403, 'FORBIDDEN'],
      [await get(owner.token, { 'sec-fetch-site': 'cross-site' }), 403, 'FORBIDDEN'],
      [await get((await createSignedIn()).token, { 'x-household': owner.householdId }), 404, 'NOT_FOUND'],
    ] as const) {
      expect([answer.status, await codeOf(answer), answer.headers.get('cache-control')]).toEqual([
        status,
        code,
        'no-store',
      ]);
    }
    await db().query(`UPDATE session SET confirmed_at = now() - interval '11 minutes' WHERE user_id = $1`, [
      owner.userId,
    ]);
    const late = await get(owner.token);
    expect([late.status, await codeOf(late)]).toEqual([403, 'CONFIRMATION_REQUIRED']);
    expect(HEAD().status).toBe(405);
    expect((await listEvents(owner.householdId, { first: 5, after: null })).events).toEqual([]);
  });

  test('is given to viewers too, because they may read all of it', async () => {
    const owner = await createOwner();
    const viewer = await createMember(owner.householdId, 'VIEWER');
    expect(
      (await unzip(Buffer.from(await (await get(viewer.token)).arrayBuffer())))['accounts.jsonl'],
    ).toContain('Main');
  });

  test('waits while others are being read', async () => {
    const owner = await createOwner();
    const others = [
      startExport(owner.householdId, owner.userId),
      startExport(owner.householdId, owner.userId),
    ];
    const answer = await get(owner.token);
    expect([answer.status, await codeOf(answer)]).toEqual([429, 'TOO_MANY_REQUESTS']);
    for (const stream of others) stream.destroy();
  });
});

test('where the download is stands in the API for who may have it, so that a page can ask for the proof first', async () => {
  const owner = await createOwner();
  expect((await client(owner.token)('{ exportAddress }')).data).toEqual({ exportAddress: '/api/exports' });
});

describe('the way back in', () => {
  const exportOf = async (owner: Awaited<ReturnType<typeof createOwner>>) => {
    for (;;) {
      const response = await get(owner.token);
      if (response.status === 200) return Buffer.from(await response.arrayBuffer());
      // Exports that a test before broke off may still be closing.
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };

  test('fills an empty household of anyone who may write, programs included', async () => {
    const bytes = await exportOf(await createOwner());
    const empty = await createSignedIn();
    const answer = await post(await createAccessToken(empty.householdId, empty.userId, 'WRITE'), bytes);
    expect([answer.status, await answer.json()]).toEqual([201, { household: { id: empty.householdId } }]);
    expect([...(await referenceOf(empty.householdId)).accounts.values()].map(({ name }) => name)).toEqual([
      'Main',
    ]);
    expect(await verifyLedger(empty.householdId)).toMatchObject({ transactions: 1, differences: [] });
  });

  test('is closed to strangers, viewers, reading tokens, other households and pages of other sites', async () => {
    const owner = await createOwner();
    const bytes = await exportOf(owner);
    const empty = await createSignedIn();
    const viewer = await createMember(empty.householdId, 'VIEWER');
    for (const [answer, status] of [
      [await post(null, bytes), 401],
      [await post(viewer.token, bytes), 403],
      [await post(await createAccessToken(empty.householdId, empty.userId, 'READ'), bytes), 403],
      [await post(owner.token, bytes, { 'x-household': empty.householdId }), 404],
      [await post(empty.token, bytes, { 'sec-fetch-site': 'same-site' }), 403],
    ] as const) {
      expect(answer.status).toBe(status);
    }
    expect((await referenceOf(empty.householdId)).accounts.size).toBe(0);
  });

  test('says in one sentence what is wrong with a file, and where', async () => {
    const owner = await createOwner();
    const full = await post(owner.token, await exportOf(owner));
    expect([full.status, await codeOf(full)]).toEqual([422, 'NOT_EMPTY']);
    const none = await post((await createSignedIn()).token, Buffer.from('nothing'));
    expect([none.status, await codeOf(none)]).toEqual([422, 'NOT_AN_EXPORT']);
    const empty = await POST(
      new Request(ADDRESS, { method: 'POST', headers: { authorization: `Bearer ${owner.token}` } }),
    );
    expect([empty.status, await codeOf(empty)]).toEqual([422, 'EMPTY']);
  });
});
