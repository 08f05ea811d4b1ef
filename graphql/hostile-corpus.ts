import { handleGraphQL } from './http';

/** A request that an attacker sends, or that looks like one. */
export type Hostile = { name: string; body: unknown; method?: string; search?: string; contentType?: string };
const query = (name: string, text: string, variables: unknown = {}, more: object = {}): Hostile => ({
  name,
  body: { query: text, variables, ...more },
});
const repeated = (times: number, part: (index: number) => string) =>
  Array.from({ length: times }, (_, index) => part(index)).join(' ');
const nested = (depth: number) => `{ categories ${'{ parent '.repeat(depth)}{ id }${' }'.repeat(depth)} }`;
const FILTERED = 'query($filter: TransactionFilter) { transactions(filter: $filter) { totalCount } }';

/**
 * What an attacker sends. Each is refused with a code of ours or of GraphQL's, and none is an error that
 * nobody foresaw.
 */
export const refused: Hostile[] = [
  query('10,000 aliases', `{ ${repeated(10_000, (index) => `a${index}: household { id }`)} }`),
  query('31 aliases', `{ ${repeated(31, (index) => `a${index}: household { id }`)} }`),
  query('1,000 levels', nested(1_000)),
  query(
    'fragments in a circle',
    'query { viewer { ...A } } fragment A on User { ...B } fragment B on User { ...A }',
  ),
  query('a fragment of itself', '{ viewer { ...A } } fragment A on User { id ...A }'),
  query(
    'fragments that double',
    `{ ...F0 } ${repeated(24, (index) => `fragment F${index} on Query { ...F${index + 1} ...F${index + 1} }`)}
      fragment F24 on Query { household { id name } }`,
  ),
  query('500 directives', `{ viewer { id ${repeated(500, () => '@include(if: true)')} } }`),
  query('a page beyond every limit', '{ transactions(first: 100000) { nodes { id } } }'),
  query('a negative page', '{ transactions(first: -1) { nodes { id } } }'),
  query(
    'a cost that multiplies',
    `{ transactions(first: 200) { nodes {
      ${repeated(25, (index) => `a${index}: account { id name currency type number closedOn }`)} } } }`,
  ),
  query('one megabyte of query', `{ viewer { ${'id '.repeat(330_000)} } }`),
  query('one megabyte of name', `{ ${'x'.repeat(1_000_000)} }`),
  query('a huge integer', '{ transactions(first: 99999999999999999999999) { totalCount } }'),
  query('a number that is none', 'query($first: Int) { transactions(first: $first) { totalCount } }', {
    first: 'NaN',
  }),
  query('an infinite amount', FILTERED, { filter: { minAmount: 'Infinity' } }),
  query('a field of prototypes', '{ __proto__ { id } constructor { id } }'),
  query('an unknown input field', FILTERED, { filter: { isAdmin: true } }),
  query(
    'another operation than there is',
    'query A { viewer { id } } query B { viewer { email } }',
    {},
    { operationName: '__proto__' },
  ),
  query('no operation among two', 'query A { viewer { id } } query B { viewer { email } }'),
  { name: 'a batch', body: [{ query: '{ viewer { id } }' }, { query: '{ viewer { id } }' }] },
  {
    name: 'a mutation by GET',
    method: 'GET',
    search: `?query=${encodeURIComponent('mutation { signOut }')}`,
    body: undefined,
  },
  { name: 'text/plain', contentType: 'text/plain', body: undefined },
  { name: 'a body that is a text', body: 'query' },
  { name: 'nothing', body: {} },
  { name: 'a query that is a number', body: { query: 7 } },
  { name: 'variables that are a list', body: { query: '{ viewer { id } }', variables: ['x'] } },
];

/** What looks hostile and is only odd: it is answered, within the limits. */
export const answered: Hostile[] = [
  query(
    'prototype keys among the variables',
    '{ viewer { email } }',
    JSON.parse('{"__proto__": {"isAdmin": true}, "constructor": {"prototype": {}}}'),
  ),
  query('text in both directions', FILTERED, {
    filter: { text: '\u202Eevil\u202C \u2066x\u2069 \u0000 \uD800' },
  }),
  query('ten thousand ids', FILTERED, {
    filter: { accountIds: Array.from({ length: 10_000 }, () => '00000000-0000-0000-0000-000000000000') },
  }),
  query('ids that are no ids', FILTERED, {
    filter: { accountIds: ["' OR 1=1 --", '__proto__', '../../etc/passwd'] },
  }),
  query('a thousand words to search', FILTERED, { filter: { text: 'word '.repeat(1_000) } }),
  query('the type of everything', '{ __typename viewer { __typename } }'),
];

/** Asks as the token's person, whatever it is. */
export async function send(
  token: string,
  { method = 'POST', search = '', contentType = 'application/json', body }: Hostile,
) {
  const headers = new Map(Object.entries({ 'content-type': contentType, authorization: `Bearer ${token}` }));
  const response = await handleGraphQL({
    method,
    search,
    header: (name) => headers.get(name),
    headers,
    body,
  });
  return {
    status: response.status,
    size: response.body.length,
    ...(JSON.parse(response.body) as {
      data?: unknown;
      errors?: { message: string; extensions?: { code?: string } }[];
    }),
  };
}
