import { readMigrations } from '@/lib/platform/db/migration-files';
import { observer } from '@/lib/platform/db/observer';
import { type Canary, proveCanaries } from '@/lib/platform/vault/canary';
import { isDraining } from './drain';

/** `reason` is for the operator, and may be read by anybody: it names no address, no key and no table. */
export type Readiness =
  | { ready: true }
  | {
      ready: false;
      reason:
        | 'stopping'
        | 'the database does not answer'
        | 'migrations are missing'
        | 'the encryption key is not the one of this database';
    };

const PATIENCE_MS = 500;
/** However many ask, the database is asked once in so long. */
const KEPT_MS = 1_000;

let last: { at: number; answer: Promise<Readiness> } | undefined;

/**
 * Whether this process can serve: the database answers in time, has every migration of this version, and its
 * key is ours.
 */
export function readiness(): Promise<Readiness> {
  if (isDraining()) return Promise.resolve({ ready: false, reason: 'stopping' });
  if (!last || Date.now() - last.at >= KEPT_MS) last = { at: Date.now(), answer: check() };
  return last.answer;
}

async function check(): Promise<Readiness> {
  const found = await ask().catch(() => undefined);
  if (!found) return { ready: false, reason: 'the database does not answer' };
  // A version that comes after this one may have applied migrations already: this one goes on working until
  // it is replaced.
  if (!(await ownMigrations()).every((name) => found.migrations.includes(name)))
    return { ready: false, reason: 'migrations are missing' };
  if (!(await isProven(found.canaries)))
    return { ready: false, reason: 'the encryption key is not the one of this database' };
  return { ready: true };
}

async function ask(): Promise<{ migrations: string[]; canaries: Canary[] } | undefined> {
  const query = {
    query_timeout: PATIENCE_MS,
    text: `SELECT ARRAY(SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL
      AND rolled_back_at IS NULL) AS migrations,
            ARRAY(SELECT master_key_id FROM master_key_canary ORDER BY master_key_id) AS ids,
            ARRAY(SELECT sealed FROM master_key_canary ORDER BY master_key_id) AS sealed`,
  };
  const { rows } = await observer().query<{ migrations: string[]; ids: string[]; sealed: Buffer[] }>(query);
  const [row] = rows;
  return (
    row && {
      migrations: row.migrations,
      canaries: row.ids.map((id, index) => ({
        master_key_id: id,
        sealed: row.sealed[index] ?? Buffer.alloc(0),
      })),
    }
  );
}

/**
 * The canaries that opened last, in one text: they will again, and a key service need not be asked every
 * second.
 */
let proven: string | undefined;

async function isProven(canaries: Canary[]): Promise<boolean> {
  const text = canaries.map(({ master_key_id: id, sealed }) => `${id} ${sealed.toString('base64')}`).join();
  if (text === proven) return true;
  const fits = await proveCanaries(canaries).then(
    () => true,
    () => false,
  );
  if (fits) proven = text;
  return fits;
}

let ownNames: Promise<string[]> | undefined;

function ownMigrations(): Promise<string[]> {
  ownNames ??= readMigrations().then(({ migrationDirectories }) =>
    migrationDirectories.map(({ path }) => path),
  );
  return ownNames;
}

/** So that the next one asks again. */
export function forgetReadiness(): void {
  last = undefined;
}
