import { createReadStream } from 'node:fs';
import { proveHousehold } from '@/lib/platform/scope';
import { onDatabase } from '@/lib/platform/db/pool';
import { verifyLedger } from '@/lib/ledger/cells/verify';
import { checkMasterKeys } from '@/lib/platform/vault/canary';
import { forgetVault } from '@/lib/platform/vault/household-vault';
import { withClient } from './databases';
import { countRows, type KeyRow, type Manifest } from './dump';
import { restoreDatabase } from './postgres-client';
import { BackupError, openFile } from './sealed-file';

/** The files of a backup on this machine. */
export type BackupFiles = { dump: string; keys: string };

const read = (file: string) => openFile(createReadStream(file) as AsyncIterable<Buffer>);

/** Whether the master keys given open both files. Throws one sentence when they do not. */
export async function checkFiles({ dump, keys }: BackupFiles): Promise<Manifest> {
  await readKeys(keys);
  const { value } = (await (await read(dump)).messages.next()) as IteratorResult<Buffer, undefined>;
  if (!value) throw new BackupError('The backup holds no dump.');
  return JSON.parse(value.toString()) as Manifest;
}

async function readKeys(file: string): Promise<KeyRow[]> {
  const { name, messages } = await read(file);
  if (!name.startsWith('keys/')) throw new BackupError(`${file} is not a file of keys.`);
  let text = '';
  for await (const message of messages) text += message.toString();
  return JSON.parse(text) as KeyRow[];
}

/**
 * Restores a backup into an empty database and counts its rows. Data keys of households that the dump does
 * not have are left out. Returns the households whose keys are gone: they were erased since, and what the
 * dump holds of them cannot be read by anybody.
 */
export async function restoreInto(
  url: string,
  files: BackupFiles,
  signal?: AbortSignal,
): Promise<{ unreadable: string[] }> {
  const { messages } = await read(files.dump);
  const first = (await messages.next()) as IteratorResult<Buffer, undefined>;
  const manifest = JSON.parse(first.value?.toString() ?? '{}') as Manifest;
  await restoreDatabase(url, messages, signal);
  const keys = await readKeys(files.keys);
  return withClient(url, async (client) => {
    const counts = await countRows(client);
    for (const [table, expected] of Object.entries(manifest.counts)) {
      if (counts[table] !== expected)
        throw new BackupError(
          `The backup is not whole: ${table} had ${expected} rows, and ${counts[table] ?? 'no table'} came back.`,
        );
    }
    await client.query(
      `INSERT INTO data_key SELECT k.* FROM jsonb_populate_recordset(NULL::data_key, $1) k
        JOIN household h ON h.id = k.household_id`,
      [JSON.stringify(keys)],
    );
    const { rows } = await client.query<{ id: string }>(
      `SELECT id FROM household h WHERE NOT EXISTS (SELECT FROM data_key k WHERE k.household_id = h.id)
        ORDER BY id`,
    );
    return { unreadable: rows.map(({ id }) => id) };
  });
}

/**
 * Proves that a restored database is one that Saldo can serve: its canary opens, and every ledger adds up.
 * Returns what was gone through.
 */
export async function checkRestored(url: string): Promise<{ households: number; transactions: number }> {
  const { rows } = await withClient(url, (client) =>
    client.query<{ id: string }>('SELECT DISTINCT household_id AS id FROM data_key ORDER BY 1'),
  );
  return onDatabase(url, async () => {
    await checkMasterKeys();
    let transactions = 0;
    for (const { id } of rows) {
      // What this process knows of the household is of another database.
      forgetVault(id);
      const found = await verifyLedger(proveHousehold(id));
      transactions += found.transactions;
      if (found.differences.length > 0)
        throw new BackupError(
          `The ledger of household ${id} differs from a recount in ${found.differences.length} places.`,
        );
    }
    return { households: rows.length, transactions };
  });
}
