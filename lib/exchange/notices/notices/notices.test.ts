import { v7 as uuidv7 } from 'uuid';
import { db, inTransaction } from '@/lib/platform/db/pool';
import { stopQueue } from '@/lib/platform/jobs/queue';
import { createHousehold } from '@/lib/testing/builders';
import { asOwner, setUpTestDatabase } from '@/lib/testing/database';
import { householdVault } from '@/lib/platform/vault/household-vault';
import { signUp } from '@/lib/people/sign-in/sign-up/mutations';
import type { MailAbout, SealedMail } from '@/lib/platform/mail/types';
import { queueImportDone } from '@/lib/intake/files/run/import-done';
import { queueNotices } from './mutations';

setUpTestDatabase();
afterAll(stopQueue);
beforeEach(async () => {
  await db().query('UPDATE "user" SET monthly_summary = false');
  await db().query('DELETE FROM bank_connection');
});

type Person = Awaited<ReturnType<typeof createHousehold>>;

async function connected(
  person: Person,
  endsAt: string,
  state = 'ACTIVE',
  userId: string | null = person.userId,
): Promise<void> {
  const id = uuidv7();
  const sealed = (await householdVault(person.householdId)).seal('bank_connection', id, {
    tokens: {},
    problem: null,
  });
  await db().query(
    `INSERT INTO bank_connection (id, household_id, user_id, provider, state, sealed, consent_ends_at)
      VALUES ($1, $2, $3, 'csas', $4, $5, $6)`,
    [id, person.householdId, userId, state, sealed, endsAt],
  );
}
async function mailsOf({ householdId }: Pick<Person, 'householdId'>): Promise<MailAbout[]> {
  const { rows } = await db().query<{ id: string; sealed: Buffer }>(
    'SELECT id, sealed FROM mail WHERE household_id = $1 ORDER BY id',
    [householdId],
  );
  const vault = await householdVault(householdId);
  return rows.map(({ id, sealed }) => vault.open<SealedMail>('mail', id, sealed).about);
}
const daysOf = async (person: Person) =>
  (await mailsOf(person)).map((about) => (about.kind === 'CONSENT_ENDS' ? about.daysLeft : about.kind));
/** At eight in Prague, so many days before 15 June. */
const morning = (daysBefore: number) =>
  new Date(Date.parse('2026-06-15T06:00:00Z') - daysBefore * 86_400_000);
const ENDS_AT = '2026-06-15T20:00:00Z';

describe('a consent that ends', () => {
  test.each([
    [[16, 15], []],
    [
      [15, 14, 13, 8, 7, 2, 1, 0],
      [14, 7, 1],
    ],
    [
      [14, 14, 7, 7, 1, 1],
      [14, 7, 1],
    ],
    [
      [15, 13, 12, 7],
      [13, 7],
    ],
    [
      [14, 6, 5, 1],
      [14, 6, 1],
    ],
    [
      [15, 5, 2, 0],
      [5, 0],
    ],
    [[7], [7]],
    [[0], [0]],
    [[-1], []],
  ])('is told of on days %j before with %j days left', async (days, told) => {
    const person = await createHousehold();
    await connected(person, ENDS_AT);
    for (const day of days) await queueNotices(morning(day));
    expect(await daysOf(person)).toEqual(told);
  });

  test('counts its days in the household’s time zone', async () => {
    const person = await createHousehold();
    // Half past midnight of the 15th in Prague, still the 14th in Greenwich.
    await connected(person, '2026-06-14T22:30:00Z');
    await queueNotices(morning(14));
    expect(await daysOf(person)).toEqual([14]);
  });

  test('is told of again after it was renewed, and again for each connection', async () => {
    const person = await createHousehold();
    await connected(person, ENDS_AT);
    await connected(person, ENDS_AT, 'PAUSED');
    await queueNotices(morning(7));
    await db().query(
      `UPDATE bank_connection SET consent_ends_at = consent_ends_at + interval '90 days'
        WHERE household_id = $1`,
      [person.householdId],
    );
    await queueNotices(morning(6));
    await queueNotices(morning(-83));
    expect(await daysOf(person)).toEqual([7, 7, 7, 7]);
  });

  test('is told of once when two workers look at the same time', async () => {
    const person = await createHousehold();
    await connected(person, ENDS_AT);
    await Promise.all([queueNotices(morning(7)), queueNotices(morning(7))]);
    expect(await daysOf(person)).toEqual([7]);
  });

  test('is not told of where it has ended, or its person is gone from the household', async () => {
    const [person, stranger] = [await createHousehold(), await createHousehold()];
    await connected(person, ENDS_AT, 'ENDED');
    await connected(person, ENDS_AT, 'ACTIVE', null);
    await connected(person, ENDS_AT, 'ACTIVE', stranger.userId);
    await queueNotices(morning(7));
    expect(await mailsOf(person)).toEqual([]);
  });

  test('is told of although another household cannot be written to', async () => {
    const [broken, person] = [await createHousehold(), await createHousehold()];
    await connected(broken, ENDS_AT);
    await connected(person, ENDS_AT);
    await db().query(`UPDATE household SET time_zone = 'Europe/Prague' WHERE id = $1`, [person.householdId]);
    await asOwner(async (client) => {
      await client.query(
        `CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.household_id = '${broken.householdId}' THEN RAISE 'refused'; END IF; RETURN NEW; END $$`,
      );
      await client.query(
        'CREATE TRIGGER refuse BEFORE INSERT ON mail FOR EACH ROW EXECUTE FUNCTION refuse()',
      );
    });
    await expect(queueNotices(morning(7))).rejects.toThrow('1 notices could not be queued.');
    await asOwner((client) => client.query('DROP FUNCTION refuse CASCADE'));
    expect(await daysOf(person)).toEqual([7]);
  });
});

describe('the monthly summary', () => {
  const wanted = async () => {
    const person = await createHousehold();
    await db().query('UPDATE "user" SET monthly_summary = true WHERE id = $1', [person.userId]);
    return person;
  };

  test('is queued once on the first days of a month, for who asked for it', async () => {
    const [person, other] = [await wanted(), await createHousehold()];
    for (const day of ['2026-04-30', '2026-05-01', '2026-05-01', '2026-05-02', '2026-05-05'])
      await queueNotices(new Date(`${day}T06:00:00Z`));
    expect(await mailsOf(person)).toEqual([{ kind: 'MONTHLY_SUMMARY', month: '2026-04-01' }]);
    expect(await mailsOf(other)).toEqual([]);
  });

  test('is made up for until the fifth, and not later', async () => {
    const person = await wanted();
    await queueNotices(new Date('2026-05-06T06:00:00Z'));
    expect(await mailsOf(person)).toEqual([]);
    await queueNotices(new Date('2027-01-05T06:00:00Z'));
    expect(await mailsOf(person)).toEqual([{ kind: 'MONTHLY_SUMMARY', month: '2026-12-01' }]);
  });
});

describe('an import that is done', () => {
  test.each([
    [999, 'DONE', 0],
    [1_000, 'DONE', 1],
    [50_000, 'DONE', 1],
    [50_000, 'FAILED', 0],
  ])('with %i rows and the status %s makes %i mails', async (rowsTotal, status, mails) => {
    const person = await createHousehold();
    const id = uuidv7();
    await db().query(
      `INSERT INTO import (id, household_id, user_id, status, header_fingerprint, mapping, sealed, rows_total)
        VALUES ($1, $2, $3, $4, '', '{}', '', $5)`,
      [id, person.householdId, person.userId, status, rowsTotal],
    );
    await inTransaction(async (tx) => {
      await queueImportDone(tx, person.householdId, id);
      await queueImportDone(tx, person.householdId, id);
    });
    expect(await mailsOf(person)).toEqual(
      Array.from({ length: mails }, () => ({ kind: 'IMPORT_DONE', importId: id })),
    );
  });
});

test('registration queues one welcome, and for an address that is registered a mail that says so', async () => {
  const input = { email: 'new@example.com', password: 'velmi dlouhé heslo' };
  const { householdId, locale } = await signUp(input, { locale: 'cs' });
  expect(await mailsOf({ householdId: householdId as Person['householdId'] })).toEqual([{ kind: 'WELCOME' }]);
  expect(locale).toBe('cs');
  await signUp(input);
  expect(await mailsOf({ householdId: householdId as Person['householdId'] })).toEqual([
    { kind: 'WELCOME' },
    { kind: 'ADDRESS_KNOWN' },
  ]);
});
