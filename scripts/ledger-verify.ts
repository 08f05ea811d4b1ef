import { proveHousehold } from '@/lib/platform/scope';
import { closeDb, db } from '@/lib/platform/db/pool';
import { verifyLedger } from '@/lib/ledger/cells/verify';
import { checkMasterKeys } from '@/lib/platform/vault/canary';

// `node dist/ledger-verify.js` recounts every household's transactions and compares them with the totals that
// are kept. It prints ids and months and no amounts, and fails when something differs.
const stopping = new AbortController();
for (const signal of ['SIGTERM', 'SIGINT', 'disconnect'] as const)
  process.on(signal, () => stopping.abort(new Error('Stopped before every household was counted.')));

async function verifyAll(): Promise<void> {
  await checkMasterKeys();
  const { rows } = await db().query<{ id: string }>('SELECT id FROM household ORDER BY id');
  let [transactions, cells, wrong] = [0, 0, 0];
  for (const { id } of rows) {
    stopping.signal.throwIfAborted();
    const found = await verifyLedger(proveHousehold(id));
    transactions += found.transactions;
    cells += found.cells;
    wrong += found.differences.length;
    for (const { what, accountId, categoryId, month } of found.differences) {
      console.log(
        `household ${id}: the ${what} of account ${accountId}${month ? `, category ${categoryId ?? 'none'}, month ${month.slice(0, 7)}` : ''} differs from a recount`,
      );
    }
  }
  console.log(
    `${rows.length} households, ${transactions} transactions, ${cells} month totals: ${wrong === 0 ? 'all as a recount gives' : `${wrong} differences`}.`,
  );
  if (wrong > 0)
    throw new Error(
      'The ledger differs from a recount. Keep a backup, and report it before anything else is written.',
    );
}

await verifyAll().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
await closeDb();
process.exit();
