import { readFile, readdir } from 'node:fs/promises';
import { v7 as uuidv7 } from 'uuid';
import { setUpTestDatabase } from '@/lib/testing/database';
import { isConnectionLoss, sqlState } from './errors';
import { db, inSnapshot, inTransaction } from './pool';
import { orNull, prisma } from './prisma';

setUpTestDatabase();

const email = (name: string) => `${name}@example.com`;
const person = (name: string) => ({ id: uuidv7(), email: email(name) });
const exists = async (name: string) =>
  Boolean((await db().query('SELECT 1 FROM "user" WHERE email = $1', [email(name)])).rowCount);
const add = (name: string) => prisma().user.create({ data: person(name) });

describe('Prisma in a transaction', () => {
  test('is seen by SQL in the same transaction, and by nobody else before it is committed', async () => {
    await inTransaction(async (tx) => {
      await add('seen');
      expect((await tx.query('SELECT 1 FROM "user" WHERE email = $1', [email('seen')])).rowCount).toBe(1);
      expect(await exists('seen')).toBe(false);
    });
    expect(await exists('seen')).toBe(true);
  });

  test('is rolled back with the SQL beside it', async () => {
    await expect(
      inTransaction(async (tx) => {
        await add('lost');
        await tx.query('SELECT 1 / 0');
      }),
    ).rejects.toThrow('division by zero');
    expect(await exists('lost')).toBe(false);
  });

  test('reads what its snapshot has, whatever is committed meanwhile', async () => {
    await inSnapshot(async () => {
      const before = await prisma().user.count();
      await db().query('INSERT INTO "user" (id, email) VALUES (gen_random_uuid(), $1)', [email('meanwhile')]);
      expect(await prisma().user.count()).toBe(before);
    });
    expect(await exists('meanwhile')).toBe(true);
  });

  test('keeps two transactions at once apart', async () => {
    let bothHaveAdded = (): void => undefined;
    const added = new Promise<void>((resolve) => (bothHaveAdded = resolve));
    let count = 0;
    const one = (name: string, other: string) =>
      inTransaction(async () => {
        await add(name);
        if (++count === 2) bothHaveAdded();
        await added;
        const found = await prisma().user.findFirst({ where: { email: email(other) } });
        expect(found).toBeNull();
      });
    await Promise.all([one('left', 'right'), one('right', 'left')]);
    expect([await exists('left'), await exists('right')]).toEqual([true, true]);
  });

  test('lets a transaction of its own be a part that can fail alone', async () => {
    await inTransaction(async () => {
      await add('whole');
      await prisma()
        .$transaction(async (part) => {
          await part.user.create({ data: person('part') });
          await part.user.create({ data: person('whole') });
        })
        .catch((error: unknown) => {
          expect(sqlState(error)).toBe('23505');
        });
      await prisma().$transaction([
        prisma().user.create({ data: person('first') }),
        prisma().user.create({ data: person('second') }),
      ]);
    });
    expect([await exists('whole'), await exists('part'), await exists('second')]).toEqual([
      true,
      false,
      true,
    ]);
  });

  test('refuses what comes after its transaction has ended', async () => {
    let late = () => Promise.resolve(0);
    let ended = (): void => undefined;
    const end = new Promise<void>((resolve) => (ended = resolve));
    await inTransaction(async () => {
      const counting = end.then(() => prisma().user.count());
      late = () => counting;
    });
    ended();
    await expect(late()).rejects.toThrow('came after its transaction had ended');
  });

  test('is tried again after a deadlock', async () => {
    const [a, b] = [await add('deadlock-a'), await add('deadlock-b')];
    let waiting = 0;
    let go = (): void => undefined;
    const both = new Promise<void>((resolve) => (go = resolve));
    let tries = 0;
    const lock = (first: string, second: string) =>
      inTransaction(async () => {
        tries++;
        await prisma().user.update({ where: { id: first }, data: { name: first } });
        if (++waiting === 2) go();
        await both;
        await prisma().user.update({ where: { id: second }, data: { name: first } });
      });
    await Promise.all([lock(a.id, b.id), lock(b.id, a.id)]);
    expect(tries).toBe(3);
  });
});

test('of those who delete one row at once, one is given it', async () => {
  const { id } = await add('once');
  const taken = await Promise.all([1, 2, 3].map(() => orNull(prisma().user.delete({ where: { id } }))));
  expect(taken.filter((row) => row !== null)).toHaveLength(1);
});

test('Prisma opens no connection beside the pool of the process', async () => {
  await Promise.all([...Array(30).keys()].map(() => prisma().user.count()));
  const { rows } = await db().query<{ count: number }>(
    `SELECT count(*)::int AS count FROM pg_stat_activity WHERE datname = current_database()`,
  );
  expect(rows[0]?.count).toBeLessThanOrEqual(db().options.max);
});

test('what PostgreSQL said is read from both ways of asking', async () => {
  await add('twice');
  const bySql = await db()
    .query('INSERT INTO "user" (id, email) VALUES (gen_random_uuid(), $1)', [email('twice')])
    .catch((error: unknown) => error);
  expect([sqlState(bySql), sqlState(await add('twice').catch((error: unknown) => error))]).toEqual([
    '23505',
    '23505',
  ]);
  expect(sqlState(new Error('Something else.'))).toBeUndefined();
  const ends = prisma().$queryRaw`SELECT pg_terminate_backend(pg_backend_pid())`;
  expect(isConnectionLoss(await ends.catch((error: unknown) => error))).toBe(true);
});

test('instants are named "…At" in the schema, and days are not, so that rows of SQL have the right types', async () => {
  const folder = 'prisma/models';
  const files = await Promise.all(
    (await readdir(folder)).map((file) => readFile(`${folder}/${file}`, 'utf8')),
  );
  const fields = files.flatMap((text) => [
    ...text.matchAll(/^ {2}(\w+) +DateTime.*@db\.(Date|Timestamptz)/gm),
  ]);
  expect(fields.length).toBeGreaterThan(40);
  for (const [, name = '', type] of fields)
    expect([name, type]).toEqual([name, /(At|^at|^sealsFrom)$/.test(name) ? 'Timestamptz' : 'Date']);
});
