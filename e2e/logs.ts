import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { proveHousehold } from '@/lib/platform/scope';
import { closeDb, db } from '@/lib/platform/db/pool';
import { readReference } from '@/lib/ledger/reference/data';
import { findTransactions } from '@/lib/ledger/rows/data';

/** As long as this a text is not in a log by chance. */
const LONG_ENOUGH = 5;

/**
 * Everything that people entered or banks told during the journeys and that the log of a process says
 * nevertheless, each with the line. The secrets are read from the database itself, opened, so that whatever
 * the journeys do is among them.
 */
export async function secretsTold(env: Record<string, string>, folder: string): Promise<string[]> {
  Object.assign(process.env, env);
  const secrets = await secretsOfEverybody();
  if (secrets.size < 20) throw new Error('The journeys left nothing behind that a log could tell.');
  const told: string[] = [];
  let lines = 0;
  for (const file of (await readdir(folder)).filter((name) => /^(server|worker).*\.log$/.test(name))) {
    for (const line of (await readFile(path.join(folder, file), 'utf8')).split('\n')) {
      lines += 1;
      const found = [...secrets].find((secret) => says(line, secret)) ?? SHAPES.exec(line)?.[0];
      if (found) told.push(`${file} tells "${found}": ${line.slice(0, 300)}`);
    }
  }
  if (lines < 10) throw new Error('The processes have written no log.');
  return told.slice(0, 20);
}

/**
 * An address of mail, a session's or access token, an account number: whatever they say, they have no place
 * in a log.
 */
const SHAPES =
  /[\w.+-]+@[\w-]+\.[a-z]{2,}|Bearer +\S+|saldo_[\w-]{20,}|session=[\w-]{20,}|\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,}/;

/** Numbers count only when they stand alone: ids and hashes hold every short one. */
function says(line: string, secret: string): boolean {
  if (!/^[\d.]+$/.test(secret)) return line.includes(secret);
  return new RegExp(`(?<![\\w.-])${secret.replace('.', '\\.')}(?![\\w.-])`).test(line);
}

async function secretsOfEverybody(): Promise<Set<string>> {
  // The password of everybody whom journeys register without clicking.
  const secrets = new Set(['a journey of its own']);
  const { rows: people } = await db().query<{ email: string; name: string | null }>(
    'SELECT email, name FROM "user"',
  );
  for (const { email, name } of people) secrets.add(email).add(name ?? '');
  const { rows } = await db().query<{ id: string; ids: string[] }>(
    'SELECT household_id AS id, array_agg(id) AS ids FROM transaction GROUP BY 1',
  );
  for (const { id, ids } of rows) {
    const householdId = proveHousehold(id);
    for (const { payee, description, notes, amountMinor } of await findTransactions(
      householdId,
      await readReference(householdId),
      ids,
    )) {
      const [amount] = [amountMinor < 0n ? -amountMinor : amountMinor];
      for (const text of [
        payee,
        description,
        notes,
        `${amount / 100n}.${String(amount % 100n).padStart(2, '0')}`,
      ])
        secrets.add(text ?? '');
    }
  }
  await closeDb();
  return new Set([...secrets].map((text) => text.trim()).filter((text) => text.length >= LONG_ENOUGH));
}
