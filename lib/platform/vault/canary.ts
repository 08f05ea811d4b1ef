import { db } from '@/lib/platform/db/pool';
import { SealError } from './cipher';
import type { Binding, MasterKey } from './master-key';
import { masterKeyNamed, masterKeys, sealingKey } from './master-keys';

/**
 * What every start leaves sealed with a master key, so that later ones can tell whether theirs is the same.
 */
export type Canary = { master_key_id: string; sealed: Buffer };

const CANARY = 'saldo';
const BINDING: Binding = { what: 'data_key', id: 'canary', version: 1 };

/**
 * Proves before anything is served that the master keys given are those of this database, and all that it
 * needs: the first start with a key seals a canary, every later one opens it. Throws one sentence when a key
 * is missing, short, another one, or cannot be reached.
 */
export async function checkMasterKeys(keys: readonly MasterKey[] = masterKeys()): Promise<void> {
  const { rows } = await db().query<Canary>('SELECT master_key_id, sealed FROM master_key_canary');
  await proveCanaries(rows, keys);
  // What a process that was started with fewer keys has wrapped meanwhile.
  for (const id of await neededMasterKeys()) masterKeyNamed(id, keys);
  const first = sealingKey(keys);
  if (!rows.some((row) => row.master_key_id === first.id)) {
    await db().query(
      'INSERT INTO master_key_canary (master_key_id, sealed) VALUES ($1, $2) ON CONFLICT DO NOTHING',
      [first.id, await first.wrap(BINDING, Buffer.from(CANARY))],
    );
  }
}

/**
 * Opens what earlier starts left sealed. Throws one sentence for a key that is not given, is another one, or
 * cannot be reached.
 */
export async function proveCanaries(
  canaries: readonly Canary[],
  keys: readonly MasterKey[] = masterKeys(),
): Promise<void> {
  for (const { master_key_id: id, sealed } of canaries) {
    const master = masterKeyNamed(id, keys);
    if (!(await opensCanary(master, sealed)))
      throw new Error(
        `The master key "${id}" is not the one this database was sealed with: another key of the same name was given.`,
      );
  }
}

/** The ids of the master keys that something in this database is wrapped with. */
async function neededMasterKeys(): Promise<string[]> {
  const { rows } = await db().query<{ id: string }>(
    'SELECT master_key_id AS id FROM data_key UNION SELECT master_key_id FROM totp ORDER BY 1',
  );
  return rows.map(({ id }) => id);
}

async function opensCanary(master: MasterKey, sealed: Buffer): Promise<boolean> {
  try {
    return (await master.unwrap(BINDING, sealed)).toString() === CANARY;
  } catch (error) {
    // A key that cannot be asked is another matter than one that does not fit.
    if (error instanceof SealError) return false;
    throw error;
  }
}
