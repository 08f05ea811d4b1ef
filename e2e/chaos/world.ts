import '@/lib/wiring';
import { until } from './stage';
import { proveHousehold } from '@/lib/platform/scope';
import { consentRedirectUri, createVerifier } from '@/lib/intake/banks/connections/consent';
import { findConnection } from '@/lib/intake/banks/connections/data';
import { chooseAccounts, connect } from '@/lib/intake/banks/connections/mutations';
import { mockBank } from '@/lib/intake/banks/mock/provider';
import { queueSync } from '@/lib/intake/banks/sync/queue';
import type { MockBank } from '@/lib/intake/banks/mock/server';
import { addDays, todayIn } from '@/lib/core/dates/local-date';
import { db, inTransaction } from '@/lib/platform/db/pool';
import { readReference } from '@/lib/ledger/reference/data';
import { startImport } from '@/lib/intake/files/mutations';
import { enqueue } from '@/lib/platform/jobs/queue';
import { verifyLedger } from '@/lib/ledger/cells/verify';
import { addAccount } from '@/lib/ledger/accounts/mutations';
import { signUp } from '@/lib/people/sign-in/sign-up/mutations';

const ROWS = 300;

/**
 * Two households, because one writes one thing at a time: one with an account for files, one with a
 * connection to the mock bank. And what can be asked of both.
 */
export async function connectWorld(bank: MockBank, url: string) {
  const register = (name: string) =>
    signUp({ email: `${name}@example.com`, password: 'a password for chaos', name, baseCurrency: 'CZK' });
  const [filer, person] = [await register('filer'), await register('banker')];
  const filesHousehold = proveHousehold(filer.householdId);
  const files = await addAccount(filesHousehold, { name: 'Files', type: 'CHECKING', currency: 'CZK' });
  const householdId = proveHousehold(person.householdId);
  const provider = mockBank({ url });
  const { verifier, challenge } = createVerifier();
  const redirectUri = consentRedirectUri();
  const { url: consentUrl } = await provider.beginConsent({
    redirectUri,
    state: 'chaos',
    codeChallenge: challenge,
  });
  const { code } = await bank.authorise(consentUrl.replace(url, bank.url), { customer: 'lukas' });
  const connectionId = await connect(householdId, person.id, provider, null, () =>
    provider.finishConsent({ code, codeVerifier: verifier, redirectUri }),
  );
  const connection = await findConnection(householdId, await readReference(householdId), connectionId);
  const today = todayIn('Europe/Prague', new Date());
  const [first] = connection?.accounts ?? [];
  if (!first) throw new Error('The mock bank offers no account.');
  await chooseAccounts(
    householdId,
    connectionId,
    [{ bankAccountId: first.id, newAccount: true, fetchFrom: addDays(today, -20) }],
    today,
  );

  let imported = 0;
  const one = async <T>(text: string, values: unknown[]) =>
    (await db().query<{ value: T }>(text, values)).rows[0]?.value;
  const world = {
    /**
     * Prepares everything first and hands it to the worker by a plain job, so that a held table holds the
     * worker and not us.
     */
    startImport: async (): Promise<string> => {
      const id = prepared.shift();
      if (!id) throw new Error('There is no prepared import left.');
      imported += ROWS;
      await inTransaction((tx) => enqueue(tx, 'import', { householdId: filesHousehold, importId: id }));
      return id;
    },
    untilImported: (id: string) =>
      until(
        'the import',
        async () =>
          (await one<string>('SELECT status::text AS value FROM import WHERE id = $1', [id])) === 'DONE',
      ),
    startSync: () => inTransaction((tx) => queueSync(tx, householdId, connectionId)),
    untilSynced: () =>
      until(
        'the sync',
        async () =>
          (await one<number>(
            `SELECT count(*)::int AS value FROM pgboss.job WHERE name = 'sync'
              AND state IN ('created', 'retry', 'active')`,
            [],
          )) === 0,
      ),
    /**
     * What follows an import or a sync, such as the search for transfers, holds the ledger too: nothing of it
     * may be under way.
     */
    untilIdle: () =>
      until(
        'the end of all other work',
        async () =>
          (await one<number>(
            `SELECT count(*)::int AS value FROM pgboss.job WHERE name NOT IN ('mail', 'due-syncs')
              AND state IN ('created', 'retry', 'active')`,
            [],
          )) === 0,
      ),
    countSyncs: async () =>
      (await one<number>('SELECT count(*)::int AS value FROM bank_sync WHERE connection_id = $1', [
        connectionId,
      ])) ?? 0,
    makeDue: () =>
      db().query(`UPDATE bank_connection SET next_sync_at = now() - interval '1 minute' WHERE id = $1`, [
        connectionId,
      ]),
    verify: async () => {
      for (const household of [filesHousehold, householdId]) {
        const { differences } = await verifyLedger(household);
        if (differences.length > 0) throw new Error(`${differences.length} totals are wrong.`);
      }
      const rows = await one<number>('SELECT count(*)::int AS value FROM transaction WHERE account_id = $1', [
        files.id,
      ]);
      if (rows !== imported) throw new Error(`${imported} rows were imported and ${rows} are there.`);
      const [account] = [...(await readReference(householdId)).accounts.values()];
      const truth = bank
        .truth(first.number ?? '')
        .rows.filter(({ date, bookedOn }) => (bookedOn ?? date) >= addDays(today, -20));
      const fetched =
        (await one<number>('SELECT count(*)::int AS value FROM transaction WHERE account_id = $1', [
          account?.id,
        ])) ?? 0;
      const failed = await one<number>(
        `SELECT count(*)::int AS value FROM pgboss.job WHERE state = 'failed'`,
        [],
      );
      if (failed) throw new Error(`${failed} jobs failed for good.`);
      // The bank goes on while we look: what it has booked in the last minutes may not have been fetched.
      if (fetched > truth.length || fetched < truth.length - 3)
        throw new Error(`The bank has ${truth.length} transactions and Saldo ${fetched}.`);
      return `${imported} imported and ${fetched} fetched transactions`;
    },
  };
  await world.untilSynced();
  const prepared: string[] = [];
  for (let file = 0; file < 8; file++)
    prepared.push(await prepareImport(filesHousehold, filer.id, files.id, file));
  return world;
}

export type ChaosWorld = Awaited<ReturnType<typeof connectWorld>>;

/** A file that is committed but for its job, which the test hands to the queue when the stage is set. */
async function prepareImport(
  householdId: ReturnType<typeof proveHousehold>,
  userId: string,
  accountId: string,
  file: number,
): Promise<string> {
  const lines = Array.from(
    { length: ROWS },
    (_, row) =>
      `2025-${String((row % 12) + 1).padStart(2, '0')}-${String((row % 28) + 1).padStart(2, '0')},-${file + 1}.${String(row % 100).padStart(2, '0')},Shop ${file} ${row}`,
  );
  const id = await startImport(
    householdId,
    userId,
    { name: `chaos-${file}.csv`, bytes: Buffer.from(`Date,Amount,Payee\n${lines.join('\n')}\n`) },
    accountId,
  );
  await db().query(`UPDATE import SET status = 'QUEUED' WHERE id = $1`, [id]);
  return id;
}
