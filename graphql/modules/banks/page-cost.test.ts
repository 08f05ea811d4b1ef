import { createAccount, createSignedIn, createTransaction } from '@/lib/testing/builders';
import { setUpTestDatabase } from '@/lib/testing/database';
import { recordStatements } from '@/lib/testing/statements';
import { addTransfer } from '@/lib/ledger/transfers/mutations';
import { client } from '@/graphql/testing';

setUpTestDatabase();

const PAGE = `{ transactions(first: 50) { nodes { id provenance { field source bankValue }
  bankDetails { bankId }
  transfer { id out { id account { name } } in { id account { name } } } } } }`;

test('a page asks the same number of statements however many of its transactions are transfers', async () => {
  const { householdId, token } = await createSignedIn();
  const [from, to] = [await createAccount(householdId), await createAccount(householdId)];
  const ask = client(token);
  const cost = async () => {
    await ask(PAGE);
    const { result, statements } = await recordStatements(() => ask(PAGE));
    expect(result.errors).toBeUndefined();
    return { statements: statements.length, nodes: result.data.transactions.nodes.length };
  };
  const transfer = () =>
    addTransfer(householdId, {
      fromAccountId: from.id,
      toAccountId: to.id,
      date: '2026-03-05',
      amount: '1.00',
    });
  await createTransaction(householdId, from.id);
  await transfer();
  const few = await cost();
  for (let count = 0; count < 30; count++) await transfer();
  const many = await cost();
  expect(many).toEqual({ nodes: 50, statements: few.statements });
});
