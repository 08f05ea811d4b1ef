import { addDays } from '@/lib/core/dates/local-date';
import { updateTransactions } from '@/lib/ledger/transactions/mutations';
import { readReference } from '@/lib/ledger/reference/data';
import { listReviews } from '@/lib/intake/reviews/data';
import { stopQueue } from '@/lib/platform/jobs/queue';
import { createAccount } from '@/lib/testing/builders';
import type { World } from '@/lib/testing/bank-world';
import { CONNECTED_ON } from '@/lib/testing/bank-world';
import { bring, connected, movement } from '@/lib/testing/connected-bank';
import { setUpTestDatabase } from '@/lib/testing/database';

setUpTestDatabase();
afterAll(stopQueue);

test('a purchase on the day after a file ends is asked about, not swallowed', async () => {
  const file = async ({ householdId, userId }: World) => {
    const account = await createAccount(householdId, { openingBalance: '10000.00' });
    await bring(
      householdId,
      userId,
      'Date;Amount;Currency;Payee;Description\n2026-03-04;-105,00;CZK;Trafika Nádraží;Card payment\n',
      account.id,
    );
    return account.id;
  };
  const { householdId } = await connected([movement('a', '2026-03-05', -10_500n, 'Albert')], file);
  expect(await listReviews(householdId, await readReference(householdId))).toMatchObject([
    { kind: 'MATCH', posting: { row: { payee: 'Albert' } }, candidates: [{ payee: 'Trafika Nádraží' }] },
  ]);
});

test('a pending row that the bank drops keeps its note, and the next shop is a row of its own', async () => {
  const { bank, userId, householdId, connectionId, named, nextDay, sync } = await connected([
    movement('a', CONNECTED_ON, -3_070n, 'Pekařství Škoda', addDays(CONNECTED_ON, 5)),
    movement('b', addDays(CONNECTED_ON, 1), -3_500n, 'Café Dvojče'),
  ]);
  await updateTransactions(householdId, userId, [(await named('Pekařství Škoda')).id], { notes: 'for Eva' });
  bank.play({ kind: 'DELETED_TRANSACTION', key: 'a', state: 'PENDING' });
  nextDay();
  await sync(connectionId);
  expect(await named('Café Dvojče')).toMatchObject({ amountMinor: -3_500n, notes: null, status: 'CLEARED' });
  expect(await named('Pekařství Škoda')).toMatchObject({
    amountMinor: -3_070n,
    notes: 'for Eva',
    status: 'PENDING',
  });
});
