import { buffer } from 'node:stream/consumers';
import { createBooks } from '@/lib/testing/books';
import { createAccount, createHousehold } from '@/lib/testing/builders';
import { setUpTestDatabase } from '@/lib/testing/database';
import { unzip, zipOf } from '@/lib/testing/zip';
import { db } from '@/lib/platform/db/pool';
import { listEvents } from '@/lib/people/audit/data';
import { ExportFileError } from '@/lib/exchange/exports/errors';
import { startExport } from '@/lib/exchange/exports/write';
import { restoreExport } from './mutations';

setUpTestDatabase();

let files: Record<string, string>;
beforeAll(async () => {
  const books = await createBooks();
  files = await unzip(await buffer(startExport(books.householdId, books.userId)));
  await books.bank.close();
}, 120_000);

async function refusalOf(bytes: Buffer): Promise<ExportFileError> {
  const empty = await createHousehold();
  const user = { id: empty.userId, email: empty.email, name: null };
  const before = await contentsOf(empty.householdId);
  const refusal = await restoreExport(empty.householdId, { user, device: null, address: null }, bytes).then(
    () => new Error('It was taken in.'),
    (error: unknown) => error,
  );
  if (!(refusal instanceof ExportFileError)) throw refusal;
  expect(await contentsOf(empty.householdId)).toEqual(before);
  return refusal;
}

/** How many rows a household has in each table, and its settings. */
async function contentsOf(householdId: string) {
  const { rows } = await db().query<{ table_name: string }>(
    `SELECT table_name FROM information_schema.columns WHERE table_schema = 'public'
      AND column_name = 'household_id' ORDER BY 1`,
  );
  const counts = await Promise.all(
    rows.map(async ({ table_name: table }) => [
      table,
      (await db().query(`SELECT FROM ${table} WHERE household_id = $1`, [householdId])).rowCount,
    ]),
  );
  return [
    counts,
    (
      await db().query(
        'SELECT name, base_currency, time_zone, reference_version FROM household WHERE id = $1',
        [householdId],
      )
    ).rows,
  ];
}

/** The export with one line of one file changed. */
function withLine(name: string, number: number, change: Record<string, unknown> | string): Promise<Buffer> {
  const lines = (files[name] ?? '').split('\n');
  const line = lines[number - 1] ?? '';
  lines[number - 1] =
    typeof change === 'string' ? change : JSON.stringify({ ...(JSON.parse(line) as object), ...change });
  return zipOf({ ...files, [name]: lines.join('\n') });
}

test.each<[string, number, Record<string, unknown> | string, RegExp]>([
  ['household.jsonl', 1, { baseCurrency: 'XXX' }, /currency is not known/],
  ['household.jsonl', 1, { timeZone: 'Mars/Olympus' }, /time zone is not known/],
  ['household.jsonl', 1, { name: 'a\0b' }, /NUL/],
  ['accounts.jsonl', 2, 'not json', /expected object/],
  ['accounts.jsonl', 1, { name: '' }, /The name is missing/],
  ['accounts.jsonl', 1, { openingBalance: '1.005' }, /1\.005 is no amount in CZK/],
  ['accounts.jsonl', 1, { openingBalance: 1 }, /decimal number in a string/],
  ['accounts.jsonl', 1, { counted: false }, /counts in the totals/],
  ['accounts.jsonl', 1, { id: '0190' }, /Unrecognized key/],
  ['accounts.jsonl', 1, { closedOn: '2026-02-30' }, /not a day of the calendar/],
  ['categories.jsonl', 2, { parent: 2 }, /two levels/],
  ['categories.jsonl', 2, { parent: 10_000 }, /no line 10000 of categories\.jsonl/],
  ['categories.jsonl', 1, { color: 13 }, /color/],
  ['transactions.jsonl', 3, { account: 99 }, /no line 99 of accounts\.jsonl/],
  ['transactions.jsonl', 3, { account: 0 }, /from 1 on/],
  ['transactions.jsonl', 3, { category: 999 }, /no line 999 of categories\.jsonl/],
  ['transactions.jsonl', 3, { amount: '-1e3' }, /decimal number/],
  ['transactions.jsonl', 3, { amount: '99999999999999999' }, /minor units/],
  ['transactions.jsonl', 3, { date: '1026-01-01' }, /not a day of the calendar/],
  ['transactions.jsonl', 1, { kind: 'INCOME', amount: '-5' }, /Money in is INCOME/],
  ['transactions.jsonl', 1, { createdAt: 'yesterday' }, /An instant/],
  ['transactions.jsonl', 1, { marks: { __proto__x: 'P' } }, /Unrecognized key/],
  ['transfers.jsonl', 1, { in: 99_999 }, /no line 99999 of transactions\.jsonl/],
  ['bank-rows.jsonl', 1, { transaction: 99_999 }, /no line 99999/],
  ['bank-rows.jsonl', 1, { symbols: { variable: 1 } }, /symbols/],
  ['stated-balances.jsonl', 1, { amount: 'x' }, /decimal number/],
  ['questions.jsonl', 1, { candidates: [99_999] }, /no line 99999/],
])('refuses %s whose line %i has %j, and writes nothing (ASVS 2.3.3)', async (file, line, change, why) => {
  const refusal = await refusalOf(await withLine(file, line, change));
  expect(refusal).toMatchObject({ code: 'LINE', at: { file, line } });
  expect(refusal.message).toMatch(why);
  expect(refusal.message).toMatch(
    new RegExp(`^Line ${line} of ${file.replace('.', '\\.')} cannot be taken in, so nothing was: .*\\.?$`),
  );
});

test('refuses a transaction that is a side of two transfers and a day with two balances', async () => {
  const twice = (name: string) =>
    zipOf({
      ...files,
      [name]: (files[name] ?? '').replace(/^(.*\n)/, '$1$1'),
      'manifest.json': (files['manifest.json'] ?? '').replace(
        new RegExp(`("${name.replace('.jsonl', '')}": )(\\d+)`),
        (_all, key: string, count: string) => key + String(Number(count) + 1),
      ),
    });
  expect((await refusalOf(await twice('transfers.jsonl'))).message).toMatch(/in another transfer/);
  expect((await refusalOf(await twice('stated-balances.jsonl'))).message).toMatch(/one balance for a day/);
});

describe('a file that is no export', () => {
  const without = (name: string) =>
    Object.fromEntries(Object.entries(files).filter(([file]) => file !== name));

  test.each<[string, () => Promise<Buffer> | Buffer, RegExp]>([
    ['nothing', () => Buffer.alloc(0), /no ZIP file/],
    ['a text', () => Buffer.from('Date,Amount\n2026-01-01,1\n'), /no ZIP file/],
    ['half of an export', async () => (await zipOf(files)).subarray(0, 3_000), /no ZIP file/],
    ['a ZIP of something else', () => zipOf({ 'a.txt': 'a' }), /other files/],
    ['an export and a file more', () => zipOf({ ...files, 'readme.txt': '' }), /other files/],
    ['an export without its manifest', () => zipOf(without('manifest.json')), /manifest\.json is missing/],
    ['an export without its accounts', () => zipOf(without('accounts.jsonl')), /accounts\.jsonl is missing/],
    [
      'a manifest of another program',
      () => zipOf({ ...files, 'manifest.json': '{"format":"x","version":1,"rows":{}}\n' }),
      /does not say what it is/,
    ],
    [
      'a manifest that is cut',
      () => zipOf({ ...files, 'manifest.json': '{"format":\n' }),
      /does not say what it is/,
    ],
    [
      'fewer lines than the manifest says',
      () => zipOf({ ...files, 'transfers.jsonl': '' }),
      /transfers\.jsonl has 0 lines and should have 2/,
    ],
    [
      'a last line that is cut',
      () => zipOf({ ...files, 'accounts.jsonl': (files['accounts.jsonl'] ?? '').slice(0, -20) }),
      /ends in the middle of a line/,
    ],
  ])('%s is refused in one sentence (ASVS 5.2.2)', async (_what, bytes, why) => {
    const refusal = await refusalOf(await bytes());
    expect(refusal.code).toBe('NOT_AN_EXPORT');
    expect(refusal.message).toMatch(why);
    expect(refusal.message).not.toContain('\n');
  });

  test('one of a later version asks for an update', async () => {
    expect(
      await refusalOf(
        await zipOf({
          ...files,
          'manifest.json': (files['manifest.json'] ?? '').replace('"version": 1', '"version": 2'),
        }),
      ),
    ).toMatchObject({ code: 'NEWER' });
  });
});

/** Where the central directory states how large a file is when it is unpacked. */
function sizeField(zip: Buffer, name: string): number {
  const at = zip.lastIndexOf(Buffer.from(name)) - 46;
  if (zip.readUInt32LE(at) !== 0x02014b50) throw new Error('There is no such file in the directory.');
  return at + 24;
}

describe('a file that unpacks to more than it should', () => {
  test('is refused before a byte of it is unpacked where it says so (ASVS 5.2.3)', async () => {
    const zip = await zipOf(files);
    zip.writeUInt32LE(0xfffffffe, sizeField(zip, 'transactions.jsonl'));
    expect(await refusalOf(zip)).toMatchObject({ code: 'TOO_LARGE' });
  });

  test('is refused where it grows beyond what it says (ASVS 5.2.3)', async () => {
    const zip = await zipOf({
      ...files,
      'transactions.jsonl': (files['transactions.jsonl'] ?? '').repeat(500),
    });
    zip.writeUInt32LE(1_000, sizeField(zip, 'transactions.jsonl'));
    expect((await refusalOf(zip)).message).toMatch(/transactions\.jsonl is broken/);
  });

  test('is refused at the first line that never ends (ASVS 5.2.3)', async () => {
    const zip = await zipOf({ ...files, 'accounts.jsonl': '0'.repeat(200 * 1024 * 1024) });
    expect(zip.length).toBeLessThan(1024 * 1024);
    expect((await refusalOf(zip)).message).toMatch(/a line that is too long/);
  });

  test('is refused when a name in it is a path (ASVS 5.3.2)', async () => {
    const zip = await zipOf(files);
    const evil = Buffer.from('../../../etc/x');
    // Both headers of one file, whose name happens to be as long.
    for (let at = zip.indexOf('accounts.jsonl'); at >= 0; at = zip.indexOf('accounts.jsonl', at))
      evil.copy(zip, at);
    expect((await refusalOf(zip)).code).toBe('NOT_AN_EXPORT');
  });
});

test('a household that has an account already is left as it is, and the trail tells of one that was brought in', async () => {
  const household = await createHousehold();
  const actor = {
    user: { id: household.userId, email: household.email, name: null },
    device: null,
    address: null,
  };
  const bytes = await zipOf(files);
  await restoreExport(household.householdId, actor, bytes);
  expect((await listEvents(household.householdId, { first: 5, after: null })).events).toMatchObject([
    { action: 'DATA_IMPORTED' },
  ]);
  await expect(restoreExport(household.householdId, actor, bytes)).rejects.toMatchObject({
    code: 'NOT_EMPTY',
  });
  const other = await createHousehold();
  await createAccount(other.householdId);
  await expect(restoreExport(other.householdId, actor, bytes)).rejects.toThrow('make a new household');
});
