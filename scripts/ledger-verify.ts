import { proveHousehold } from '@/lib/auth/scope';
import { closeDb, db } from '@/lib/db/pool';
import { verifyLedger } from '@/lib/ledger/verify';
import { checkMasterKeys } from '@/lib/vault/canary';
import { main } from './lib/main';
import { StepFailed } from './lib/processes';
import { joinDatabase } from './lib/runtime';
import { openState } from './lib/secrets';

// Recounts every household's transactions and compares them with the totals that are kept. Prints ids and months, no amounts.
await main(async (run) => {
  Object.assign(process.env, await joinDatabase(run, await openState(run.root)));
  await checkMasterKeys();
  const { rows } = await db().query<{ id: string }>('SELECT id FROM household ORDER BY id');
  let [transactions, cells, wrong] = [0, 0, 0];
  for (const { id } of rows) {
    run.signal.throwIfAborted();
    const found = await verifyLedger(proveHousehold(id));
    transactions += found.transactions;
    cells += found.cells;
    wrong += found.differences.length;
    for (const { what, accountId, categoryId, month } of found.differences) {
      console.log(`household ${id}: the ${what} of account ${accountId}${month ? `, category ${categoryId ?? 'none'}, month ${month.slice(0, 7)}` : ''} differs from a recount`);
    }
  }
  await closeDb();
  console.log(`${rows.length} households, ${transactions} transactions, ${cells} month totals: ${wrong === 0 ? 'all as a recount gives' : `${wrong} differences`}.`);
  if (wrong > 0) throw new StepFailed('The ledger differs from a recount. Keep a backup, and report it before anything else is written.');
});
