import { Readable } from 'node:stream';
import { to as copyTo } from 'pg-copy-streams';
import { db } from '@/lib/platform/db/pool';
import { asOwner, setUpTestDatabase } from '@/lib/testing/database';
import { demoEntries } from './demo/family';

setUpTestDatabase();

/**
 * Everything a dump holds: each table of each schema in PostgreSQL's own text format, which is what pg_dump
 * writes between its COPY lines. Bytes are shown as text too, because a dump can be made without hex.
 */
async function dump(): Promise<string> {
  const client = await db().connect();
  try {
    const { rows } = await client.query<{ name: string }>(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
        WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
    );
    let text = '';
    for (const { name } of rows) {
      for await (const chunk of client.query(copyTo(`COPY (TABLE ${name}) TO STDOUT`)) as Readable)
        text += String(chunk);
    }
    return (
      text +
      text.replace(/\\\\x([0-9a-f]+)/g, (_all, hex: string) => Buffer.from(hex, 'hex').toString('utf8'))
    );
  } finally {
    client.release();
  }
}

/**
 * What nobody may learn from a dump: every payee, description and amount of the demonstration, and its
 * account numbers. Names of accounts are in the clear, so a payee that is one of them proves nothing.
 */
function secretsOfDemo(): string[] {
  const entries = demoEntries('2026-11-21');
  const texts = new Set(
    entries
      .filter(({ kind }) => kind !== 'TRANSFER')
      .flatMap(({ payee, description }) => [payee, description ?? payee])
      .filter((text) => text.length >= 5),
  );
  const amounts = new Set(
    entries.map(({ amountMinor }) => String(Math.abs(amountMinor))).filter((text) => text.length >= 6),
  );
  return [...texts, ...amounts, '2000145399', 'DE02120300000000202051', '8412050', 'Zaplatit do pátku'];
}

/** Amounts may meet by chance inside of ids and hashes, so a number counts only when it stands alone. */
function found(text: string, secrets: string[]): string[] {
  return secrets.filter((secret) =>
    /^\d+$/.test(secret)
      ? new RegExp(`(?<![0-9a-f])${secret}(?![0-9a-f-])`).test(text)
      : text.includes(secret),
  );
}

async function seedWithNote(): Promise<void> {
  const { seedDemo } = await import('./demo/seed-demo');
  await seedDemo(new Date('2026-11-21T12:00:00Z'));
  const { db: pool } = await import('@/lib/platform/db/pool');
  const { rows } = await pool().query<{ id: string; household_id: string }>(
    'SELECT id, household_id FROM transaction LIMIT 1',
  );
  const { updateTransactions } = await import('@/lib/ledger/transactions/mutations');
  const { proveHousehold } = await import('@/lib/platform/scope');
  await updateTransactions(proveHousehold(rows[0]?.household_id ?? ''), null, [rows[0]?.id ?? ''], {
    notes: 'Zaplatit do pátku',
  });
}

test('a dump tells no payee, no amount, no note and no account number of the demonstration household', async () => {
  await seedWithNote();
  const text = await dump();
  expect(text.length).toBeGreaterThan(500_000);
  expect(found(text, secretsOfDemo())).toEqual([]);
}, 60_000);

test('the same search finds them all when sealing is switched off', async () => {
  await asOwner((client) => client.query('TRUNCATE "user", household, transaction, change CASCADE'));
  jest.resetModules();
  jest.doMock('@/lib/platform/vault/cipher', () => ({
    encrypt: (_key: Buffer, _version: number, _associated: Buffer, plaintext: Buffer) =>
      Buffer.from(plaintext),
    decrypt: (_keyOf: unknown, _associated: Buffer, sealed: Buffer) => Buffer.from(sealed),
    SealError: Error,
  }));
  await seedWithNote();
  const { closeDb } = await import('@/lib/platform/db/pool');
  await closeDb();
  const secrets = secretsOfDemo();
  expect(found(await dump(), secrets)).toHaveLength(secrets.length);
}, 60_000);
