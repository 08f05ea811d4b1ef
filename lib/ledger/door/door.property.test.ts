import fc from 'fast-check';
import { revertImport } from '@/lib/intake/files/mutations';
import { undoChange } from '@/lib/ledger/changes/mutations';
import { verifyLedger } from '@/lib/ledger/cells/verify';
import { addTransaction, removeTransactions, updateTransactions } from '@/lib/ledger/transactions/mutations';
import { addTransfer, unlinkTransfer } from '@/lib/ledger/transfers/mutations';
import { db } from '@/lib/platform/db/pool';
import { DomainError } from '@/lib/platform/errors/domain-error';
import { stopQueue } from '@/lib/platform/jobs/queue';
import { createAccount } from '@/lib/testing/builders';
import { bring, connected } from '@/lib/testing/connected-bank';
import { setUpTestDatabase } from '@/lib/testing/database';

setUpTestDatabase();
afterAll(stopQueue);

/** Numbers choose among what is there at that moment, so every sequence means something and shrinks well. */
const pick = fc.nat(1_000);
const kinds = [
  'add',
  'transfer',
  'edit',
  'bulk',
  'remove',
  'unlink',
  'import',
  'revert',
  'sync',
  'undo',
] as const;
const step = fc.record({
  do: fc.constantFrom(...kinds, 'undo', 'undo'),
  at: pick,
  amount: fc.integer({ min: 1, max: 900 }),
});

type Fixture = Awaited<ReturnType<typeof connected>> & { other: string; imports: string[] };

const idsOf = async (sql: string, householdId: string) =>
  (await db().query<{ id: string }>(sql, [householdId])).rows.map(({ id }) => id);

async function take(
  world: Fixture,
  { do: kind, at, amount }: { do: (typeof kinds)[number]; at: number; amount: number },
) {
  const { householdId, userId } = world;
  const rows = await idsOf(
    'SELECT id FROM transaction WHERE household_id = $1 ORDER BY date, id',
    householdId,
  );
  const [accountId] = await idsOf(
    'SELECT id FROM account WHERE household_id = $1 ORDER BY created_at',
    householdId,
  );
  const some = (count: number) => rows.slice(at % Math.max(rows.length, 1)).slice(0, count);
  const date = `2026-03-${String((at % 28) + 1).padStart(2, '0')}`;
  switch (kind) {
    case 'add':
      return addTransaction(householdId, {
        accountId: world.other,
        date,
        amount: `-${amount}.00`,
        payee: `Shop ${at % 5}`,
      });
    case 'transfer':
      return addTransfer(householdId, {
        fromAccountId: accountId,
        toAccountId: world.other,
        date,
        amount: `${amount}.00`,
      });
    case 'edit':
      return updateTransactions(householdId, userId, some(1), { amount: `-${amount}.50` });
    case 'bulk':
      return updateTransactions(householdId, userId, some(4), { notes: `note ${amount}` });
    case 'remove':
      return removeTransactions(householdId, userId, some(2));
    case 'unlink': {
      const links = await idsOf(
        `SELECT id FROM transfer WHERE household_id = $1 AND state = 'LINKED'`,
        householdId,
      );
      return links[0] ? unlinkTransfer(householdId, userId, links[0]) : undefined;
    }
    case 'import':
      world.imports.push(
        await bring(
          householdId,
          userId,
          `Date;Amount;Payee\n${date};-${amount}.00;File ${at % 3}\n2026-03-04;-55.00;Kavárna\n`,
          world.other,
        ),
      );
      return;
    case 'revert':
      return revertImport(householdId, world.imports[at % Math.max(world.imports.length, 1)] ?? '');
    case 'sync':
      world.nextDay();
      await world.sync(world.connectionId);
      return;
    case 'undo': {
      const changes = await idsOf(
        'SELECT id FROM change WHERE household_id = $1 ORDER BY seq, id',
        householdId,
      );
      return undoChange(householdId, changes[at % Math.max(changes.length, 1)] ?? '', userId);
    }
  }
}

/**
 * The ids of transactions that anyone who followed the feed from its start has, each entry being what the row
 * was told to be.
 */
async function replayed(householdId: string): Promise<string[]> {
  const { rows } = await db().query<{ id: string; operation: string }>(
    `SELECT r.entity_id AS id, r.operation FROM change c JOIN change_row r ON r.change_id = c.id
      WHERE c.household_id = $1 AND r.entity = 'TRANSACTION' ORDER BY c.seq, c.id`,
    [householdId],
  );
  const known = new Set<string>();
  for (const { id, operation } of rows) {
    expect({ id, operation, known: known.has(id) }).toEqual({ id, operation, known: operation !== 'ADDED' });
    if (operation === 'REMOVED') known.delete(id);
    else known.add(id);
  }
  return [...known].sort();
}

test(
  'under any sequence of additions, edits, removals, imports, syncs and undoing of any of them the totals equal a recount, and the feed gives the rows',
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 12, maxLength: 25 }), async (steps) => {
        const bank = await connected();
        const { id: other } = await createAccount(bank.householdId, { name: 'Wallet' });
        const world: Fixture = { ...bank, other, imports: [] };
        for (const one of steps) {
          await take(world, one).catch((error: unknown) => {
            if (!(error instanceof DomainError)) throw error;
          });
        }
        const { differences } = await verifyLedger(bank.householdId);
        expect(differences).toEqual([]);
        expect(await replayed(bank.householdId)).toEqual(
          (await idsOf('SELECT id FROM transaction WHERE household_id = $1', bank.householdId)).sort(),
        );
      }),
      { numRuns: Number(process.env.SALDO_PROPERTY_RUNS ?? 40), seed: 20_261_130 },
    );
  },
  30 * 60_000,
);
