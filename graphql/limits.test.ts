import { createSignedIn } from '@/lib/testing/builders';
import { setUpTestDatabase } from '@/lib/testing/database';
import { client } from './testing';

setUpTestDatabase();

const nested = (depth: number) => `{ categories ${'{ parent '.repeat(depth)}{ id }${' }'.repeat(depth)} }`;

test.each([
  ['nests too deeply', nested(20), 'TOO_EXPENSIVE'],
  [
    'has too many aliases',
    `{ ${Array.from({ length: 60 }, (_, index) => `a${index}: __typename`).join(' ')} }`,
    'TOO_EXPENSIVE',
  ],
  ['has more tokens than are allowed', `{ ${'id '.repeat(2_500)} }`, 'GRAPHQL_PARSE_FAILED'],
  [
    'has ten thousand aliases',
    `{ ${Array.from({ length: 10_000 }, (_, index) => `a${index}: __typename`).join(' ')} }`,
    'TOO_EXPENSIVE',
  ],
  [
    'has too many directives',
    `{ ${Array.from({ length: 60 }, () => '__typename @include(if: true)').join(' ')} }`,
    'TOO_EXPENSIVE',
  ],
  [
    'costs too much',
    `{ ${Array.from({ length: 25 }, (_, index) => `a${index}: transactions(first: 200) { nodes { id date payee notes account { name } } }`).join(' ')} }`,
    'TOO_EXPENSIVE',
  ],
  [
    'spreads fragments in a circle',
    '{ viewer { ...a } } fragment a on User { ...b } fragment b on User { ...a }',
    'GRAPHQL_VALIDATION_FAILED',
  ],
  [
    'names a field with a typing error, without being told the right one',
    '{ acounts { id } }',
    'GRAPHQL_VALIDATION_FAILED',
  ],
])('an operation that %s is refused', async (_name, query, code) => {
  const { token } = await createSignedIn();
  const { errors, data } = await client(token)(query);
  expect(errors?.[0]?.extensions.code).toBe(code);
  expect(errors?.[0]?.message).not.toMatch(/Did you mean/);
  expect(data ?? null).toBeNull();
});

test('ASVS 4.3.1: a page whose size comes as a variable is counted like one in the document', async () => {
  const { token } = await createSignedIn();
  const fields = Array.from(
    { length: 25 },
    (_, index) => `a${index}: transactions(first: $n) { nodes { id date payee notes account { name } } }`,
  ).join(' ');
  expect((await client(token)(`query($n: Int) { ${fields} }`, { n: 200 })).errors?.[0]?.extensions.code).toBe(
    'TOO_EXPENSIVE',
  );
});

test('introspection, as Apollo Sandbox asks for it, is within the limits', async () => {
  const { getIntrospectionQuery } = await import('graphql');
  const { errors, data } = await client()(getIntrospectionQuery());
  expect(errors).toBeUndefined();
  expect(data.__schema.types.length).toBeGreaterThan(40);
});
