import { findImport } from '@/lib/intake/files/data';
import { revertImport } from '@/lib/intake/files/mutations';
import { listReviews } from '@/lib/intake/reviews/data';
import { decideReview } from '@/lib/intake/reviews/mutations';
import { verifyLedger } from '@/lib/ledger/cells/verify';
import { readReference } from '@/lib/ledger/reference/data';
import { removeTransactions, updateTransactions } from '@/lib/ledger/transactions/mutations';
import { db } from '@/lib/platform/db/pool';
import { stopQueue } from '@/lib/platform/jobs/queue';
import { createAccount, createHousehold, createTransaction } from '@/lib/testing/builders';
import { bring } from '@/lib/testing/connected-bank';
import { setUpTestDatabase } from '@/lib/testing/database';

setUpTestDatabase();
afterAll(stopQueue);

type Row = [id: string, day: number, amount: string, name: string];

/** A download of a bank, rows of August 2023. */
function ofx(...rows: Row[]): string {
  const list = rows.map(
    ([id, day, amount, name]) =>
      `<STMTTRN><TRNTYPE>OTHER<DTPOSTED>202308${day}<TRNAMT>${amount}<FITID>${id}<NAME>${name}</STMTTRN>`,
  );
  return [
    'OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\n\n<OFX><BANKMSGSRSV1><STMTTRNRS><TRNUID>1<STMTRS><CURDEF>USD',
    '<BANKACCTFROM><BANKID>9<ACCTID>1<ACCTTYPE>CHECKING</BANKACCTFROM>',
    `<BANKTRANLIST>${list.join('')}</BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>`,
  ].join('');
}

const bus = (id: string): Row => [id, 30, '-1.50', 'Bus'];
const shop = (id: string): Row => [id, 31, '-20.00', 'Shop'];

async function createWorld() {
  const { householdId, userId } = await createHousehold();
  const account = await createAccount(householdId, { currency: 'USD' });
  const reference = () => readReference(householdId);
  const read = async (text: string) => {
    const id = await bring(householdId, userId, text, account.id);
    const result = await findImport(householdId, await reference(), id);
    return { id, added: result?.rowsAdded, known: result?.rowsKnown, waiting: result?.rowsWaiting };
  };
  const ids = async () => {
    const { rows } = await db().query<{ id: string }>(
      'SELECT id FROM transaction WHERE household_id = $1 ORDER BY date, id',
      [householdId],
    );
    return rows.map(({ id }) => id);
  };
  const questions = async () => listReviews(householdId, await reference());
  return { householdId, userId, account, read, ids, questions };
}

describe('a bank that gives its rows new ids at each download', () => {
  test('brings nothing twice, however often, nor what was edited, moved or removed', async () => {
    const { householdId, userId, read, ids } = await createWorld();
    expect(await read(ofx(bus('A0'), shop('A1'), shop('A2')))).toMatchObject({ added: 3 });
    const [edited = '', moved = '', removed = ''] = await ids();
    const other = await createAccount(householdId, { currency: 'USD' });
    await updateTransactions(householdId, userId, [edited], { payee: 'To work', date: '2023-07-01' });
    await updateTransactions(householdId, userId, [moved], { accountId: other.id });
    await removeTransactions(householdId, userId, [removed]);
    const nothing = { added: 0, known: 3, waiting: 0 };
    expect(await read(ofx(bus('B0'), shop('B1'), shop('B2')))).toMatchObject(nothing);
    expect(await read(ofx(shop('C1'), shop('C2'), bus('C0')))).toMatchObject(nothing);
    expect(await read(ofx(bus('B0'), shop('B1'), shop('B2')))).toMatchObject(nothing);
    expect(await ids()).toHaveLength(2);
    expect((await verifyLedger(householdId)).differences).toEqual([]);
  });

  test('brings what is new on other days, and equal purchases of one day as often as they are', async () => {
    const { read, ids } = await createWorld();
    await read(ofx(bus('A0'), bus('A1')));
    expect(await read(ofx(bus('B0'), bus('B1'), shop('B2'), shop('B3')))).toMatchObject({
      added: 2,
      known: 2,
      waiting: 0,
    });
    expect(await ids()).toHaveLength(4);
  });

  test('is asked about where it shows the day otherwise than before, and not again', async () => {
    const { householdId, userId, read, ids, questions } = await createWorld();
    await read(ofx(bus('A0'), shop('A1')));
    const later = (letter: string) =>
      ofx(bus(`${letter}0`), shop(`${letter}1`), [`${letter}2`, 31, '-4.00', 'Café']);
    expect(await read(later('B'))).toMatchObject({ added: 1, known: 1, waiting: 1 });
    const [, before] = await ids();
    const [question, ...others] = await questions();
    expect(question).toMatchObject({ kind: 'MATCH', candidates: [{ id: before, payee: 'Shop' }] });
    expect(others).toEqual([]);
    expect(await read(later('C'))).toMatchObject({ added: 0, known: 3, waiting: 0 });
    await decideReview(householdId, userId, question?.id ?? '', 'ACCEPT', null);
    expect(await ids()).toHaveLength(3);
    expect(await questions()).toEqual([]);
  });

  test('is known too where its rows turned out to be those of a file in other words', async () => {
    const { read, ids } = await createWorld();
    await read('Date;Amount;Payee\n2023-08-30;-1.50;BUS 1234567\n2023-08-31;-20.00;SHOP DOWNTOWN\n');
    expect(await read(ofx(bus('A0'), shop('A1')))).toMatchObject({ added: 0, known: 2 });
    expect(await read(ofx(bus('B0'), shop('B1')))).toMatchObject({ added: 0, known: 2 });
    expect(await ids()).toHaveLength(2);
  });

  test('brings everything again when the file that brought it is taken back', async () => {
    const { householdId, read, ids } = await createWorld();
    const { id } = await read(ofx(bus('A0'), shop('A1')));
    await read(ofx(bus('B0'), shop('B1')));
    await revertImport(householdId, id);
    expect(await ids()).toEqual([]);
    expect(await read(ofx(bus('B0'), shop('B1')))).toMatchObject({ added: 2, known: 0 });
  });
});

test('a second equal purchase is new where the first is shown by its id', async () => {
  const { read, ids } = await createWorld();
  await read(ofx(bus('A0')));
  expect(await read(ofx(bus('A1'), bus('A0')))).toMatchObject({ added: 1, known: 1, waiting: 0 });
  expect(await ids()).toHaveLength(2);
});

test('what a person recorded is not taken for what a file brought', async () => {
  const { householdId, account, read, ids } = await createWorld();
  await createTransaction(householdId, account.id, { date: '2023-08-30', amount: '-1.50', payee: 'Bus' });
  expect(await read(ofx(bus('A0'), bus('A1')))).toMatchObject({ added: 1, known: 1 });
  expect(await read(ofx(bus('B0'), bus('B1')))).toMatchObject({ added: 0, known: 2 });
  expect(await ids()).toHaveLength(2);
});
