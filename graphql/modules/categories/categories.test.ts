import { categoryId, createAccount, createSignedIn, createTransaction } from '@/lib/testing/builders';
import { setUpTestDatabase } from '@/lib/testing/database';
import { verifyLedger } from '@/lib/ledger/cells/verify';
import { client } from '@/graphql/testing';

setUpTestDatabase();

const FIELDS = 'category { id name kind color archived parent { name } } errors { code message path }';
const ADD = `mutation($input: AddCategoryInput!) { addCategory(input: $input) { ${FIELDS} } }`;
const UPDATE = `mutation($id: ID!, $input: UpdateCategoryInput!) {
  updateCategory(id: $id, input: $input) { ${FIELDS} } }`;
const REMOVE = `mutation($id: ID!, $into: ID) { removeCategory(id: $id, into: $into) { ${FIELDS} } }`;

async function createWorld() {
  const person = await createSignedIn();
  return { ...person, ask: client(person.token), id: (name: string) => categoryId(person.householdId, name) };
}

test('addCategory adds on two levels; a subcategory has its parent’s colour', async () => {
  const { ask } = await createWorld();
  const parent = (await ask(ADD, { input: { name: 'Pets', kind: 'EXPENSE', color: 7, idempotencyKey: 'k' } }))
    .data.addCategory.category;
  expect(parent).toMatchObject({ name: 'Pets', kind: 'EXPENSE', color: 7, archived: false, parent: null });
  expect(
    (await ask(ADD, { input: { name: 'Pets', kind: 'EXPENSE', color: 7, idempotencyKey: 'k' } })).data
      .addCategory.category.id,
  ).toBe(parent.id);
  const child = (await ask(ADD, { input: { name: 'Vet', kind: 'EXPENSE', parentId: parent.id } })).data
    .addCategory.category;
  expect(child).toMatchObject({ color: 7, parent: { name: 'Pets' } });
  expect(
    (await ask(ADD, { input: { name: 'Third', kind: 'EXPENSE', parentId: child.id } })).data.addCategory
      .errors,
  ).toMatchObject([{ code: 'NOT_ALLOWED', path: ['input', 'parentId'] }]);
});

test.each([
  ['no name', { name: '' }, 'REQUIRED', 'name'],
  ['a name over its limit', { name: 'x'.repeat(61) }, 'TOO_LONG', 'name'],
  ['a name in use', { name: 'groceries' }, 'CONFLICT', 'name'],
  ['a colour that is not there', { color: 13 }, 'OUT_OF_RANGE', 'color'],
  ['a parent that is not there', { parentId: 'x' }, 'NOT_FOUND', 'parentId'],
])('addCategory refuses %s', async (_name, change, code, field) => {
  const { ask } = await createWorld();
  const before = (await ask('{ categories { id } }')).data.categories.length;
  expect(
    (await ask(ADD, { input: { name: 'New', kind: 'EXPENSE', ...change } })).data.addCategory,
  ).toMatchObject({ category: null, errors: [{ code, path: ['input', field] }] });
  expect((await ask('{ categories { id } }')).data.categories).toHaveLength(before);
});

test('updateCategory renames, recolours, moves and archives; it keeps two levels and one kind', async () => {
  const { ask, id } = await createWorld();
  const [groceries, housing, salary] = [await id('Groceries'), await id('Housing'), await id('Salary')];
  expect(
    (await ask(UPDATE, { id: groceries, input: { name: 'Food', color: 9 } })).data.updateCategory.category,
  ).toMatchObject({ name: 'Food', color: 9 });
  expect(
    (await ask(UPDATE, { id: groceries, input: { parentId: housing } })).data.updateCategory.category,
  ).toMatchObject({ parent: { name: 'Housing' } });
  expect(
    (await ask(UPDATE, { id: groceries, input: { parentId: null } })).data.updateCategory.category,
  ).toMatchObject({ parent: null });
  expect(
    (await ask(UPDATE, { id: groceries, input: { parentId: salary } })).data.updateCategory.errors,
  ).toMatchObject([{ code: 'NOT_ALLOWED' }]);
  expect(
    (await ask(UPDATE, { id: groceries, input: { parentId: groceries } })).data.updateCategory.errors,
  ).toMatchObject([{ code: 'INVALID' }]);
  expect(
    (await ask(UPDATE, { id: housing, input: { parentId: groceries } })).data.updateCategory.errors,
  ).toMatchObject([{ code: 'NOT_ALLOWED' }]);
  await ask(UPDATE, { id: groceries, input: { archived: true } });
  const { data } = await ask('{ categories { id } all: categories(includeArchived: true) { id archived } }');
  expect(data.categories).not.toContainEqual({ id: groceries });
  expect(data.all).toContainEqual({ id: groceries, archived: true });
});

test('removeCategory hands its transactions over, or leaves them uncategorised, and totals stay right', async () => {
  const { ask, id, householdId } = await createWorld();
  const account = await createAccount(householdId);
  const [groceries, eatingOut, housing] = [
    await id('Groceries'),
    await id('Eating out'),
    await id('Housing'),
  ];
  await createTransaction(householdId, account.id, { categoryId: groceries });
  await createTransaction(householdId, account.id, { categoryId: eatingOut });
  expect((await ask(REMOVE, { id: groceries, into: eatingOut })).data.removeCategory).toMatchObject({
    category: { name: 'Groceries' },
    errors: [],
  });
  const named = async () =>
    (
      await ask(
        `{ transactions { nodes { category { name } } } overview(from: "2026-03-01", to: "2026-03-31") {
          byCategory { category { name } count } } }`,
      )
    ).data;
  expect(await named()).toEqual({
    transactions: { nodes: [{ category: { name: 'Eating out' } }, { category: { name: 'Eating out' } }] },
    overview: { byCategory: [{ category: { name: 'Eating out' }, count: 2 }] },
  });
  await ask(REMOVE, { id: eatingOut });
  expect(await named()).toMatchObject({ overview: { byCategory: [{ category: null, count: 2 }] } });
  await ask(REMOVE, { id: housing });
  expect((await ask('{ categories { name parent { name } } }')).data.categories).toContainEqual({
    name: 'Rent',
    parent: null,
  });
  expect((await verifyLedger(householdId)).differences).toEqual([]);
});

test('removeCategory does not lift a subcategory beside another one of its name', async () => {
  const { ask, id } = await createWorld();
  const housing = await id('Housing');
  await ask(ADD, { input: { name: 'Rent', kind: 'EXPENSE' } });
  expect((await ask(REMOVE, { id: housing })).data.removeCategory.errors).toMatchObject([
    { code: 'CONFLICT', path: ['id'] },
  ]);
  expect(await id('Housing')).toBe(housing);
});

test('removeCategory refuses a category of the other kind and itself', async () => {
  const { ask, id } = await createWorld();
  const groceries = await id('Groceries');
  expect(
    (await ask(REMOVE, { id: groceries, into: await id('Salary') })).data.removeCategory.errors,
  ).toMatchObject([{ code: 'NOT_ALLOWED', path: ['into'] }]);
  expect((await ask(REMOVE, { id: groceries, into: groceries })).data.removeCategory.errors).toMatchObject([
    { code: 'INVALID', path: ['into'] },
  ]);
});

test('another household cannot change or remove the category, nor hang one of its own below it', async () => {
  const [mine, others] = [await createWorld(), await createWorld()];
  const groceries = await mine.id('Groceries');
  expect(
    (await others.ask(UPDATE, { id: groceries, input: { name: 'x' } })).data.updateCategory.errors,
  ).toMatchObject([{ code: 'NOT_FOUND', path: ['id'] }]);
  expect((await others.ask(REMOVE, { id: groceries })).data.removeCategory.errors).toMatchObject([
    { code: 'NOT_FOUND', path: ['id'] },
  ]);
  expect(
    (await others.ask(REMOVE, { id: await others.id('Groceries'), into: groceries })).data.removeCategory
      .errors,
  ).toMatchObject([{ code: 'NOT_FOUND', path: ['into'] }]);
  expect(
    (await others.ask(ADD, { input: { name: 'x', kind: 'EXPENSE', parentId: groceries } })).data.addCategory
      .errors,
  ).toMatchObject([{ code: 'NOT_FOUND' }]);
  expect(await mine.id('Groceries')).toBe(groceries);
});
