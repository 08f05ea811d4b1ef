import { addAccount, closeAccount } from '@/lib/ledger/accounts/mutations';
import { addCategory, updateCategory } from '@/lib/ledger/categories/mutations';
import { addDays } from '@/lib/core/dates/local-date';
import { inTransaction } from '@/lib/platform/db/pool';
import { updateHousehold } from '@/lib/people/households/mutations';
import { commitImport, startImport } from '@/lib/intake/files/mutations';
import { runImport } from '@/lib/intake/files/run/mutations';
import { lockLedger } from '@/lib/ledger/cells/mutations';
import { openReviews } from '@/lib/intake/reviews/mutations';
import { removeTransactions, updateTransactions } from '@/lib/ledger/transactions/mutations';
import { addTransfer, linkTransfer, unlinkTransfer } from '@/lib/ledger/transfers/mutations';
import { createWorld, randomAccount, START } from './bank-world';
import { createAccount, createMember, createTransaction, categoryId } from './builders';

/** The statement that is brought into the account "=Cash". */
export const STATEMENT =
  'Date;Amount;Payee;Note\n2026-01-02;-120.00;Albert;"bread; milk"\n2026-01-03;-55.50;=1+1;formula\n2026-01-03;-55.50;=1+1;formula\n2026-01-09;30000;Employer;pay\n';

/**
 * A household that has something of everything: accounts in currencies of three exponents, closed and private
 * ones of two people, a tree of categories, transfers linked and refused, rows of a file and of a bank,
 * edited and removed ones, stated balances, questions.
 */
export async function createBooks() {
  const world = await createWorld([
    randomAccount('CZ6508000000192000145399', 'CZK', 7),
    randomAccount('CZ9755000000000012345671', 'EUR', 8),
  ]);
  const { householdId, userId } = world;
  await updateHousehold(householdId, { name: 'Novákovi', timeZone: 'Europe/London' });
  const connectionId = await world.link(null);
  await world.follow(connectionId);
  world.nextDay();
  await world.sync(connectionId);
  const [bankRow, edited, removed, gone] = await world.transactions();
  if (!bankRow || !edited || !removed || !gone) throw new Error('The bank has too few rows.');
  await updateTransactions(householdId, userId, [edited.id], {
    payee: 'My own words',
    amount: '-1.23',
    notes: 'mine, "quoted"\nand of two lines',
    categoryId: await categoryId(householdId, 'Groceries'),
  });
  await removeTransactions(householdId, userId, [removed.id]);

  const cash = await createAccount(householdId, {
    name: '=Cash',
    type: 'CASH',
    openingBalance: '1000.05',
    number: ' 123 ',
  });
  const yen = await createAccount(householdId, { name: 'Yen', currency: 'JPY', openingBalance: '-5' });
  const dinars = await createAccount(householdId, {
    name: 'Dinars',
    type: 'SAVINGS',
    currency: 'KWD',
    openingBalance: '0.001',
  });
  const old = await createAccount(householdId, { name: 'Old' });
  await createTransaction(householdId, old.id, { date: '2025-01-31', amount: '-100.00', payee: 'Long ago' });
  await closeAccount(householdId, old.id, '2025-12-31');
  const own = await addAccount(
    householdId,
    { name: 'My secret', type: 'CASH', currency: 'CZK', private: true },
    userId,
  );
  await createTransaction(householdId, own.id, { amount: '-7.00', payee: 'Only mine' });
  const other = await createMember(householdId, 'MEMBER');
  const theirs = await addAccount(
    householdId,
    { name: 'Their secret', type: 'CASH', currency: 'CZK', private: true, openingBalance: '77.77' },
    other.userId,
  );
  await createTransaction(householdId, theirs.id, { amount: '-8.88', payee: 'Only theirs' });

  const food = await categoryId(householdId, 'Groceries');
  const sweets = await addCategory(householdId, { name: 'Sweets', kind: 'EXPENSE', parentId: food });
  await updateCategory(householdId, (await addCategory(householdId, { name: 'Dogs', kind: 'EXPENSE' })).id, {
    archived: true,
  });
  for (const [index, account] of [cash, yen, dinars].entries()) {
    for (let day = 0; day < 3; day++)
      await createTransaction(householdId, account.id, {
        date: addDays(START, day),
        amount: account === dinars ? '-1.005' : String(day * 10 + index - 15),
        payee: `@Shop ${day}`,
        notes: day === 1 ? 'Příliš žluťoučký' : undefined,
        categoryId: sweets.id,
        status: day === 2 ? 'PENDING' : 'CLEARED',
      });
  }
  await addTransfer(householdId, {
    fromAccountId: cash.id,
    toAccountId: yen.id,
    date: '2026-03-05',
    amount: '100',
    receivedAmount: '650',
    description: 'holidays',
  });
  await addTransfer(householdId, {
    fromAccountId: cash.id,
    toAccountId: theirs.id,
    date: '2026-03-06',
    amount: '12',
  });
  const [out, into] = [
    await createTransaction(householdId, cash.id, { amount: '-20.00' }),
    await createTransaction(householdId, own.id, { amount: '20.00' }),
  ];
  const { transfer } = await linkTransfer(householdId, userId, [out.id, into.id]);
  await unlinkTransfer(householdId, userId, transfer.id);

  const importId = await startImport(
    householdId,
    userId,
    { name: 'statement.csv', bytes: Buffer.from(STATEMENT) },
    cash.id,
  );
  await commitImport(householdId, importId);
  await runImport(householdId, importId);
  const fromFile = (await world.transactions()).find(({ payee }) => payee === '=1+1');
  if (fromFile) await removeTransactions(householdId, userId, [fromFile.id]);
  await inTransaction(async (tx) => {
    const ledger = await lockLedger(tx, householdId);
    await openReviews(ledger, [
      {
        kind: 'TRANSFER',
        accountId: cash.id,
        transactionId: out.id,
        postingId: null,
        candidates: [into.id, bankRow.id],
      },
      { kind: 'GONE', accountId: gone.account.id, transactionId: gone.id, postingId: null, candidates: [] },
    ]);
  });
  return { ...world, connectionId, importId, other, accounts: { cash, yen, dinars, old, own, theirs } };
}
