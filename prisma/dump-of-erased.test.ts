import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import type { HouseholdId } from '@/lib/platform/scope';
import { closeDb, db } from '@/lib/platform/db/pool';
import { askHouseholdDeletion } from '@/lib/exchange/erasure/mutations';
import { eraseDue } from '@/lib/exchange/erasure/erase/mutations';
import { verifyLedger } from '@/lib/ledger/cells/verify';
import { createBooks } from '@/lib/testing/books';
import { asOwner, createTestDatabase, setUpTestDatabase } from '@/lib/testing/database';
import { decrypt, SealError } from '@/lib/platform/vault/cipher';
import { householdVault } from '@/lib/platform/vault/household-vault';
import type { SealedTable } from '@/lib/platform/vault/sealed-places';
import type { Vault } from '@/lib/platform/vault/vault';

setUpTestDatabase();

/** Tables with a sealed column; where it is sealed under something else than the row's id, what that is. */
const SEALED: Partial<Record<SealedTable, string>> = {
  account: 'id',
  account_balance: 'account_id',
  transaction: 'id',
  month_total: 'id',
  import: 'id',
  import_file: 'import_id',
  bank_connection: 'id',
  bank_account: 'id',
  bank_response: 'id',
  bank_posting: 'id',
  audit_event: 'id',
  bank_balance: `account_id || ':' || date`,
  mail: 'id',
};

async function copyOut(table: string): Promise<string> {
  return asOwner(async (client) => {
    let text = '';
    for await (const chunk of client.query(copyTo(`COPY "${table}" TO STDOUT`)) as Readable)
      text += String(chunk);
    return text;
  });
}

const tables = async () =>
  (
    await db().query<{ name: string }>(
      `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'
        AND tablename <> '_prisma_migrations'`,
    )
  ).rows.map(({ name }) => name);

/**
 * A backup as it is made: every table but the wrapped keys, which lie in a file of their own that is not kept
 * for long.
 */
async function backUp(): Promise<Map<string, string>> {
  const dump = new Map<string, string>();
  for (const table of await tables()) if (table !== 'data_key') dump.set(table, await copyOut(table));
  return dump;
}

/** Goes on with another database, into which a backup is brought back. */
async function restore(
  dump: ReadonlyMap<string, string>,
  keys: string,
): Promise<{ drop: () => Promise<void> }> {
  const database = await createTestDatabase();
  await closeDb();
  process.env.DATABASE_URL = database.url;
  await asOwner(async (client) => {
    // As pg_restore does it: in whatever order, without looking at foreign keys.
    await client.query(`SET session_replication_role = 'replica'`);
    for (const [table, text] of [...dump, ['data_key', keys] as const])
      await pipeline(Readable.from([text]), client.query(copyFrom(`COPY "${table}" FROM STDIN`)));
  });
  return database;
}

async function sealedRows(
  householdId: HouseholdId,
): Promise<{ table: SealedTable; id: string; sealed: Buffer }[]> {
  const all = [];
  for (const [table, id] of Object.entries(SEALED) as [SealedTable, string][]) {
    const { rows } = await db().query<{ id: string; sealed: Buffer }>(
      `SELECT ${id} AS id, sealed FROM ${table} WHERE household_id = $1`,
      [householdId],
    );
    expect({ table, some: rows.length > 0 }).toEqual({ table, some: true });
    all.push(...rows.map((row) => ({ table, ...row })));
  }
  return all;
}

const opens = (vault: Vault, rows: Awaited<ReturnType<typeof sealedRows>>) =>
  rows.filter(({ table, id, sealed }) => {
    try {
      return vault.openBytes(table, id, sealed).length > 0;
    } catch (error) {
      // By its words: modules are loaded twice here, and so is the error's class.
      expect((error as Error).message).toMatch(/^A sealed value does not open/);
      return false;
    }
  }).length;

test('an older dump cannot be read any more once the wrapped key is gone, and another household’s part of it still can', async () => {
  const [erased, kept] = [await createBooks(), await createBooks()];
  await Promise.all([erased.bank.close(), kept.bank.close()]);
  const now = new Date('2026-05-01T12:00:00Z');
  const owner = {
    user: { id: erased.userId, email: 'owner@example.com', name: null },
    device: null,
    address: null,
  };
  await askHouseholdDeletion(erased.householdId, owner, now);
  await askHouseholdDeletion(
    kept.householdId,
    { ...owner, user: { ...owner.user, id: kept.userId } },
    new Date('2026-06-01T12:00:00Z'),
  );
  const dump = await backUp();
  const keysBefore = await copyOut('data_key');
  expect([...dump.keys()]).not.toContain('data_key');
  expect([...dump.values()].join('\n')).not.toContain(keysBefore.split('\t')[3]?.trim());

  await eraseDue(new Date('2026-05-08T13:00:00Z'));
  const keysAfter = await copyOut('data_key');

  // With the keys of the day of the dump everything would open: what makes the difference is the key.
  const first = await restore(dump, keysBefore);
  const vaultBefore = await householdVault(erased.householdId);
  const rows = await sealedRows(erased.householdId);
  expect(opens(vaultBefore, rows)).toBe(rows.length);
  expect((await verifyLedger(erased.householdId)).differences).toEqual([]);
  await closeDb();
  await first.drop();

  jest.resetModules();
  const second = await restore(dump, keysAfter);
  const fresh = await import('@/lib/platform/vault/household-vault');
  expect(await sealedRows(erased.householdId)).toHaveLength(rows.length);
  await expect(fresh.householdVault(erased.householdId)).rejects.toThrow('no data key');
  const others = await fresh.householdVault(kept.householdId);
  expect(opens(others, rows)).toBe(0);
  const keptRows = await sealedRows(kept.householdId);
  expect(opens(others, keptRows)).toBe(keptRows.length);
  // Nor does the master key open them by itself.
  const master = Buffer.alloc(32, 7);
  for (const { table, id, sealed } of rows)
    expect(() => decrypt(() => master, Buffer.from(`${table}:${erased.householdId}:${id}`), sealed)).toThrow(
      SealError,
    );
  await (await import('@/lib/platform/db/pool')).closeDb();
  await closeDb();
  await second.drop();
}, 60_000);
