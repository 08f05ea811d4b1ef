import { v7 as uuidv7 } from 'uuid';
import { listEvents } from '@/lib/people/audit/data';
import type { PersonalActor } from '@/lib/people/audit/types';
import { db } from '@/lib/platform/db/pool';
import { verifyLedger } from '@/lib/ledger/cells/verify';
import { listBelongings, listMembers } from '@/lib/people/memberships/data';
import { removeMember, setRole } from '@/lib/people/memberships/mutations';
import { findViewer } from '@/lib/people/sessions/data';
import { startSession } from '@/lib/people/sessions/mutations';
import { createBooks } from '@/lib/testing/books';
import {
  createAccount,
  createHousehold,
  createMember,
  createTransaction,
  referenceOf,
} from '@/lib/testing/builders';
import { asOwner, setUpTestDatabase } from '@/lib/testing/database';
import { startMailServer } from '@/lib/testing/mail-server';
import { mailTo } from '@/lib/testing/mailbox';
import { householdVault } from '@/lib/platform/vault/household-vault';
import {
  askHouseholdDeletion,
  askPersonDeletion,
  cancelHouseholdDeletion,
  cancelPersonDeletion,
} from '../mutations';
import { eraseDue } from './mutations';

setUpTestDatabase();

const NOW = new Date('2026-05-01T12:00:00Z');
const later = (days: number) => new Date(NOW.getTime() + days * 86_400_000);
const actor = (
  { userId, email }: { userId: string; email: string },
  name: string | null = null,
): PersonalActor => ({ user: { id: userId, email, name }, device: null, address: null });

/**
 * How many rows name an id, by table: every column that holds ids is looked at, so that none is forgotten.
 */
async function traces(id: string): Promise<Record<string, number>> {
  const { rows } = await db().query<{ table_name: string; column_name: string }>(
    `SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'
      AND data_type = 'uuid' ORDER BY table_name, column_name`,
  );
  const found: Record<string, number> = {};
  for (const { table_name: table, column_name: column } of rows) {
    const { rowCount } = await db().query(`SELECT FROM "${table}" WHERE "${column}" = $1`, [id]);
    if (rowCount) found[`${table}.${column}`] = rowCount;
  }
  return found;
}

describe('a household that is to be deleted', () => {
  test('stays whole for seven days, and one cancellation keeps it', async () => {
    const owner = await createHousehold();
    const account = await createAccount(owner.householdId);
    await createTransaction(owner.householdId, account.id);
    await askHouseholdDeletion(owner.householdId, actor(owner), NOW);
    expect((await referenceOf(owner.householdId)).household.deletionAt).toEqual(later(7));
    // Asking once more does not move the day.
    await askHouseholdDeletion(owner.householdId, actor(owner), later(3));
    await eraseDue(later(6.9));
    expect(await verifyLedger(owner.householdId)).toMatchObject({ transactions: 1, differences: [] });
    await cancelHouseholdDeletion(owner.householdId, actor(owner), later(6.9));
    await eraseDue(later(8));
    expect((await referenceOf(owner.householdId)).household.deletionAt).toBeNull();
    expect(await verifyLedger(owner.householdId)).toMatchObject({ transactions: 1, differences: [] });
    await expect(cancelHouseholdDeletion(owner.householdId, actor(owner), later(8))).rejects.toThrow(
      'nothing to cancel',
    );
    expect(
      (await listEvents(owner.householdId, { first: 9, after: null })).events.map(({ action }) => action),
    ).toEqual(['HOUSEHOLD_DELETION_CANCELLED', 'HOUSEHOLD_DELETION_ASKED']);
  });

  test('is gone with every row of it after that, and another household is as it was', async () => {
    const books = await createBooks();
    const { rows } = await db().query<{ email: string }>('SELECT email FROM "user" WHERE id = $1', [
      books.userId,
    ]);
    const owner = { userId: books.userId, email: rows[0]?.email ?? '' };
    const bystander = await createBooks();
    await Promise.all([books.bank.close(), bystander.bank.close()]);
    const before = await traces(bystander.householdId);
    // Having a key in memory must not keep it alive.
    await householdVault(books.householdId);
    await askHouseholdDeletion(books.householdId, actor(owner), NOW);
    await eraseDue(later(7));
    expect(await traces(books.householdId)).toEqual({});
    await expect(householdVault(books.householdId)).rejects.toThrow('no data key');
    expect(await traces(bystander.householdId)).toEqual(before);
    expect((await verifyLedger(bystander.householdId)).differences).toEqual([]);
    // Its people go on: each belongs to a household, and nobody's sign-in leads nowhere.
    for (const userId of [books.userId, books.other.userId]) {
      const [home, ...more] = await listBelongings(userId);
      expect([home?.role, more]).toEqual(['OWNER', []]);
    }
    expect((await db().query('SELECT FROM session WHERE user_id = $1', [books.other.userId])).rowCount).toBe(
      1,
    );
  });

  test('is told of to every owner when it is asked for and when it is done, in mails, and to nobody else', async () => {
    const owner = await createHousehold();
    const [second, member] = [
      await createMember(owner.householdId, 'OWNER'),
      await createMember(owner.householdId, 'MEMBER'),
    ];
    await askHouseholdDeletion(owner.householdId, actor(owner, 'Jana'), NOW);
    for (const { email } of [owner, second]) {
      const [mail, ...more] = await mailTo(email);
      expect(more).toEqual([]);
      expect(mail?.text).toMatch(
        /Jana has asked for the household “Household \d+” to be deleted with everything in it on 8 May 2026/,
      );
    }
    await eraseDue(later(7));
    for (const { email } of [owner, second])
      expect((await mailTo(email)).map(({ subject }) => subject)).toEqual([
        expect.stringMatching(/^Household \d+ is deleted$/),
      ]);
    expect(await mailTo(member.email)).toEqual([]);
  });

  test('whose deletion is cancelled before the mail goes out is not told of', async () => {
    const owner = await createHousehold();
    await askHouseholdDeletion(owner.householdId, actor(owner), NOW);
    await cancelHouseholdDeletion(owner.householdId, actor(owner), NOW);
    expect(await mailTo(owner.email)).toEqual([]);
  });
});

describe('a person who is to be deleted', () => {
  test('goes on for seven days, and keeps everything by one cancellation', async () => {
    const person = await createHousehold();
    await askPersonDeletion(actor(person), NOW);
    await eraseDue(later(6.9));
    await cancelPersonDeletion(actor(person), later(6.9));
    await eraseDue(later(8));
    expect(await listBelongings(person.userId)).toHaveLength(1);
    await expect(cancelPersonDeletion(actor(person), later(8))).rejects.toThrow('nothing to cancel');
    expect(
      (await listEvents(person.householdId, { first: 9, after: null })).events.map(({ action }) => action),
    ).toEqual(['PERSON_DELETION_CANCELLED', 'PERSON_DELETION_ASKED']);
  });

  test('ASVS 7.4.2: is gone with the household that they were alone in and with every session, and is told so by a last mail', async () => {
    const person = await createHousehold();
    const { token } = await startSession(person.userId, 'Test');
    const account = await createAccount(person.householdId);
    await createTransaction(person.householdId, account.id);
    await askPersonDeletion(actor(person), NOW);
    expect((await mailTo(person.email)).map(({ text }) => text)).toEqual([
      expect.stringContaining(`The account of ${person.email} will be deleted on 8 May 2026`),
    ]);
    const { server, received, close } = await startMailServer();
    await eraseDue(later(7), { server, inbox: false });
    await close();
    expect(received.map(({ to, subject }) => [to, subject])).toEqual([
      [person.email, 'Your account is deleted'],
    ]);
    expect((await findViewer(token, null)).viewer).toBeNull();
    expect(await traces(person.userId)).toEqual({});
    expect(await traces(person.householdId)).toEqual({});
    await expect(householdVault(person.householdId)).rejects.toThrow('no data key');
  });

  test('is erased although the mail that says so cannot be delivered', async () => {
    const person = await createHousehold();
    await askPersonDeletion(actor(person), NOW);
    const { server, close } = await startMailServer();
    await close();
    await eraseDue(later(7), { server, inbox: false });
    expect(await traces(person.userId)).toEqual({});
  });

  test('leaves a household of others without a trace of their private accounts, and its totals are right', async () => {
    const books = await createBooks();
    await books.bank.close();
    const { rows } = await db().query<{ email: string }>('SELECT email FROM "user" WHERE id = $1', [
      books.userId,
    ]);
    const person = { userId: books.userId, email: rows[0]?.email ?? '' };
    await setRole(books.householdId, actor(person), books.other.userId, 'OWNER');
    await askPersonDeletion(actor(person), NOW);
    await eraseDue(later(7));
    expect(await traces(books.accounts.own.id)).toEqual({});
    const names = [...(await referenceOf(books.householdId)).accounts.values()].map(({ name }) => name);
    expect(names).not.toContain('My secret');
    expect(names).toEqual(expect.arrayContaining(['=Cash', 'Their secret', 'Old']));
    expect((await verifyLedger(books.householdId)).differences).toEqual([]);
    expect((await listMembers(books.householdId)).map(({ userId, role }) => [userId, role])).toEqual([
      [books.other.userId, 'OWNER'],
    ]);
    // What they did for the household stays noted in it; a bank that needs somebody asks who is left.
    expect((await listEvents(books.householdId, { first: 1, after: null })).events).toMatchObject([
      { action: 'PERSON_ERASED', actor: null },
    ]);
    const { rows: connections } = await db().query<{ user_id: string }>(
      'SELECT user_id FROM bank_connection WHERE household_id = $1',
      [books.householdId],
    );
    expect(connections).toEqual([{ user_id: books.other.userId }]);
  });

  test('whose private account was fed by a bank and by a file takes connection, statement and file with them', async () => {
    const books = await createBooks();
    await books.bank.close();
    await db().query(
      `UPDATE account SET private_to_id = $2 WHERE id IN (SELECT account_id FROM bank_account
        WHERE household_id = $1) OR id = $3`,
      [books.householdId, books.other.userId, books.accounts.cash.id],
    );
    await askPersonDeletion(actor(books.other), NOW);
    await eraseDue(later(7));
    const { rows } = await db().query<Record<string, number>>(
      `SELECT (SELECT count(*)::int FROM bank_connection
        WHERE household_id = $1) AS connections, (SELECT count(*)::int FROM bank_posting
        WHERE household_id = $1) AS rows,
        (SELECT count(*)::int FROM import WHERE household_id = $1) AS imports, (SELECT count(*)::int
          FROM import_file WHERE household_id = $1) AS files`,
      [books.householdId],
    );
    expect(rows).toEqual([{ connections: 0, rows: 0, imports: 0, files: 0 }]);
    expect(
      [...(await referenceOf(books.householdId)).accounts.values()].map(({ name }) => name).sort(),
    ).toEqual(['Dinars', 'My secret', 'Old', 'Yen']);
    expect((await verifyLedger(books.householdId)).differences).toEqual([]);
  });

  test('takes the private account of a household that they were removed from as well', async () => {
    const owner = await createHousehold();
    const member = await createMember(owner.householdId, 'MEMBER');
    const account = await createAccount(owner.householdId);
    await createTransaction(owner.householdId, account.id);
    await db().query('UPDATE account SET private_to_id = $2 WHERE id = $1', [account.id, member.userId]);
    await removeMember(owner.householdId, actor(owner), member.userId);
    await askPersonDeletion(actor(member), NOW);
    await eraseDue(later(7));
    expect(await traces(account.id)).toEqual({});
    expect(await traces(member.userId)).toEqual({});
  });

  test('is refused as the last owner beside others, by the name of the household, until it is handed over or deleted', async () => {
    const owner = await createHousehold();
    const member = await createMember(owner.householdId, 'MEMBER');
    await expect(askPersonDeletion(actor(owner), NOW)).rejects.toThrow(
      /You are the last owner of "Household \d+", and others belong to it: hand it over first, or delete it\./,
    );
    expect(
      (await db().query('SELECT FROM "user" WHERE deletion_at IS NOT NULL AND id = $1', [owner.userId]))
        .rowCount,
    ).toBe(0);
    await setRole(owner.householdId, actor(owner), member.userId, 'OWNER');
    await askPersonDeletion(actor(owner), NOW);
  });

  test('who has become the last owner since leaves the household to who has belonged to it longest', async () => {
    const owner = await createHousehold();
    const second = await createMember(owner.householdId, 'OWNER');
    const viewer = await createMember(owner.householdId, 'VIEWER');
    const heir = await createMember(owner.householdId, 'MEMBER');
    await createMember(owner.householdId, 'MEMBER');
    await askPersonDeletion(actor(owner), NOW);
    await removeMember(owner.householdId, actor(owner), second.userId);
    await eraseDue(later(7));
    const roles = new Map((await listMembers(owner.householdId)).map(({ userId, role }) => [userId, role]));
    expect([roles.get(heir.userId), roles.get(viewer.userId), roles.size]).toEqual(['OWNER', 'VIEWER', 3]);
    expect((await listEvents(owner.householdId, { first: 2, after: null })).events).toMatchObject([
      { action: 'PERSON_ERASED' },
      { action: 'ROLE_CHANGED', subject: `${heir.email} (MEMBER → OWNER)` },
    ]);
  });
});

test('an erasure that broke off after the key was destroyed is finished by the next run', async () => {
  const owner = await createHousehold();
  const account = await createAccount(owner.householdId);
  await createTransaction(owner.householdId, account.id);
  await askHouseholdDeletion(owner.householdId, actor(owner), NOW);
  await db().query('DELETE FROM data_key WHERE household_id = $1', [owner.householdId]);
  await db().query('DELETE FROM mail WHERE household_id = $1', [owner.householdId]);
  await db().query('DELETE FROM membership WHERE household_id = $1', [owner.householdId]);
  await eraseDue(later(7));
  expect(await traces(owner.householdId)).toEqual({});
});

test('one that fails keeps none of the others, and says so', async () => {
  const [broken, fine] = [await createHousehold(), await createHousehold()];
  const account = await createAccount(broken.householdId);
  // A row that nothing of the erasure knows of.
  await asOwner(async (client) => {
    await client.query('CREATE TABLE in_the_way (account_id uuid REFERENCES account(id))');
    await client.query('INSERT INTO in_the_way VALUES ($1)', [account.id]);
  });
  await askHouseholdDeletion(broken.householdId, actor(broken), NOW);
  await askHouseholdDeletion(fine.householdId, actor(fine), later(0.1));
  await expect(eraseDue(later(8))).rejects.toThrow('1 erasures failed.');
  expect(await traces(fine.householdId)).toEqual({});
  // Its key is gone all the same, and the next run gets on with the rows.
  expect(await traces(broken.householdId)).not.toHaveProperty('data_key.household_id');
  await asOwner((client) => client.query('DROP TABLE in_the_way'));
  await eraseDue(later(8));
  expect(await traces(broken.householdId)).toEqual({});
});

test('work that waits for an erased household is not done any more', async () => {
  const owner = await createHousehold();
  await askHouseholdDeletion(owner.householdId, actor(owner), NOW);
  await eraseDue(NOW);
  await db().query(
    `INSERT INTO pgboss.job (id, name, data) VALUES ($1, 'rebuild', jsonb_build_object('householdId',
      $2::text))`,
    [uuidv7(), owner.householdId],
  );
  await eraseDue(later(7));
  expect(
    (await db().query(`SELECT FROM pgboss.job WHERE data->>'householdId' = $1`, [owner.householdId]))
      .rowCount,
  ).toBe(0);
});
