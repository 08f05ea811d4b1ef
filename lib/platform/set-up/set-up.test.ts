import { Client } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { inTransaction, db } from '@/lib/platform/db/pool';
import { queue } from '@/lib/platform/jobs/queue';
import { noteEvent } from '@/lib/people/audit/mutations';
import { createHousehold } from '@/lib/testing/builders';
import { asOwner, createTestDatabase, setUpTestDatabase } from '@/lib/testing/database';
import { withServer } from '@/lib/testing/server';
import { setUpDatabase } from './mutations';

setUpTestDatabase();

const denied = { code: '42501' };

test.each([
  ['make a table', 'CREATE TABLE mine (id int)'],
  ['make a schema', 'CREATE SCHEMA mine'],
  ['drop a table', 'DROP TABLE "transaction"'],
  ['change a table', 'ALTER TABLE account ADD COLUMN mine int'],
  ['switch a trigger off', 'ALTER TABLE audit_event DISABLE TRIGGER ALL'],
  ['empty a table', 'TRUNCATE "transaction"'],
  ['drop a queue', 'DROP TABLE pgboss.job'],
  ['make a role', 'CREATE ROLE mine'],
  ['rewrite what migrations did', 'UPDATE _prisma_migrations SET migration_name = migration_name'],
  ['change the audit trail', 'UPDATE audit_event SET action = action'],
  ['remove from the audit trail', 'DELETE FROM audit_event'],
  ['read a file of the server', "SELECT pg_read_file('PG_VERSION')"],
])("the application's role cannot %s (ASVS 13.2.2)", async (_what, statement) => {
  await expect(db().query(statement)).rejects.toMatchObject(denied);
});

test("the application's role owns nothing and is nothing special (ASVS 13.2.2)", async () => {
  const { rows } = await db().query(`
    SELECT (SELECT count(*)::int FROM pg_class WHERE relowner = r.oid) + (SELECT count(*)::int FROM pg_proc
      WHERE proowner = r.oid) + (SELECT count(*)::int FROM pg_namespace WHERE nspowner = r.oid) AS owned,
           rolsuper, rolcreaterole, rolcreatedb, rolbypassrls, rolreplication, (SELECT count(*)::int
             FROM pg_auth_members WHERE member = r.oid) AS memberships
      FROM pg_roles r WHERE rolname = current_user`);
  expect(rows).toEqual([
    {
      owned: 0,
      rolsuper: false,
      rolcreaterole: false,
      rolcreatedb: false,
      rolbypassrls: false,
      rolreplication: false,
      memberships: 0,
    },
  ]);
});

test('the audit trail of a household goes with the household all the same', async () => {
  const { householdId } = await createHousehold();
  await inTransaction((tx) =>
    noteEvent(tx, householdId, { user: null, device: null, address: null }, 'SIGNED_IN'),
  );
  await db().query('DELETE FROM household WHERE id = $1', [householdId]);
  expect((await db().query('SELECT FROM audit_event WHERE household_id = $1', [householdId])).rowCount).toBe(
    0,
  );
});

test("the queue works in the application's name, schedules too", async () => {
  const working = await queue('worker');
  await working.schedule('clean-up', '0 3 * * *');
  await working.send('clean-up', {});
  expect(await working.fetch('clean-up')).toHaveLength(1);
});

describe('setting a database up', () => {
  test('makes the role that DATABASE_URL names, and gives it a new password when the old one was changed there', async () => {
    const database = await createTestDatabase();
    const role = `saldo_made_${uuidv7().replaceAll('-', '')}`;
    const url = (password: string) => Object.assign(new URL(database.url), { username: role, password }).href;
    const who = async (address: string) =>
      withServer(
        address,
        async (client: Client) =>
          (
            await client.query(
              'SELECT current_user AS role, (SELECT count(*)::int FROM household) AS households',
            )
          ).rows[0] as unknown,
      );
    try {
      for (const password of ["it's a 'first' password", 'another']) {
        await expect(setUpDatabase({ ownerUrl: database.ownerUrl, url: url(password) })).resolves.toEqual({
          applied: [],
        });
        await expect(who(url(password))).resolves.toEqual({ role, households: 0 });
      }
      await expect(who(url("it's a 'first' password"))).rejects.toMatchObject({ code: '28P01' });
    } finally {
      await withServer(database.ownerUrl, (client) =>
        client.query(`DROP OWNED BY ${role}; DROP ROLE ${role}`),
      );
      await database.drop();
    }
  });

  test('refuses a role that could change the schema', async () => {
    const role = `saldo_strong_${uuidv7().replaceAll('-', '')}`;
    await asOwner((client) => client.query(`CREATE ROLE ${role} LOGIN CREATEDB PASSWORD 'strong'`));
    try {
      const url = Object.assign(new URL(process.env.DATABASE_URL ?? ''), {
        username: role,
        password: 'strong',
      }).href;
      await expect(setUpDatabase({ ownerUrl: process.env.DATABASE_OWNER_URL, url })).rejects.toThrow(
        /^The role "saldo_strong_\w+" of DATABASE_URL could change the schema/,
      );
    } finally {
      await asOwner((client) => client.query(`DROP ROLE ${role}`));
    }
  });

  test('refuses addresses of two databases', async () => {
    const other = Object.assign(new URL(process.env.DATABASE_URL ?? ''), { pathname: '/another' }).href;
    await expect(setUpDatabase({ ownerUrl: process.env.DATABASE_OWNER_URL, url: other })).rejects.toThrow(
      'name different databases',
    );
  });

  test('says so where one role does everything', async () => {
    const lines: string[] = [];
    await setUpDatabase({ url: process.env.DATABASE_OWNER_URL ?? '' }, { log: (line) => lines.push(line) });
    expect(lines).toEqual([expect.stringMatching(/^The role of DATABASE_URL owns the tables/)]);
  });
});
