import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { execute, parse } from 'graphql';
import { GET, POST } from '@/app/api/graphql/route';
import { createAccount, createSignedIn, createTransaction } from '@/lib/testing/builders';
import { setUpTestDatabase } from '@/lib/testing/database';
import { createContext } from './context';
import { answerGraphQL } from './node-http';
import { schema, server as apollo } from './server';
import { client } from './testing';

setUpTestDatabase();

let server: Server;
let address: string;
let token: string;
let accountId: string;

beforeAll(async () => {
  server = createServer((request, response) => void answerGraphQL(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/graphql`;
  const signedIn = await createSignedIn();
  token = signedIn.token;
  const account = await createAccount(signedIn.householdId, { name: 'Main', openingBalance: '10.00' });
  accountId = account.id;
  await createTransaction(signedIn.householdId, account.id, { payee: 'Albert', amount: '-20.50' });
  await createTransaction(signedIn.householdId, account.id, { date: '2026-03-16', amount: '300.00' });
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await apollo.stop();
});

const json = (body: unknown, headers: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', ...headers },
  body: typeof body === 'string' ? body : JSON.stringify(body),
});
const signedIn = () => ({ authorization: `Bearer ${token}` });

/** What both mounts are asked; each is a request that some client sends one day. */
const requests: [string, () => RequestInit, string?][] = [
  [
    'a query with a token',
    () =>
      json(
        { query: '{ transactions { totalCount nodes { payee amount { amount } account { name } } } }' },
        signedIn(),
      ),
  ],
  ['a query of a stranger', () => json({ query: '{ viewer { id } }' })],
  ['a query that needs a session without one', () => json({ query: '{ household { id } }' })],
  ['an unknown token', () => json({ query: '{ household { id } }' }, { authorization: 'Bearer nobody' })],
  [
    'a household of others',
    () =>
      json(
        { query: '{ household { id } }' },
        { ...signedIn(), 'x-household': '01a1fff6-d473-723b-88ad-447822f669f0' },
      ),
  ],
  [
    'a household that is no id',
    () => json({ query: '{ household { id } }' }, { ...signedIn(), 'x-household': "'; DROP" }),
  ],
  ['a field that does not exist', () => json({ query: '{ nope }' }, signedIn())],
  ['a syntax error', () => json({ query: '{ viewer { id }' }, signedIn())],
  ['no query', () => json({}, signedIn())],
  ['a body that is not JSON', () => json('{', signedIn())],
  ['an empty body', () => json('', signedIn())],
  ['a batch', () => json([{ query: '{ __typename }' }, { query: '{ __typename }' }], signedIn())],
  [
    'variables of the wrong kind',
    () =>
      json(
        { query: 'query($n: Int) { transactions(first: $n) { totalCount } }', variables: { n: 'many' } },
        signedIn(),
      ),
  ],
  [
    'a named operation among two',
    () => json({ query: 'query A { viewer { id } } query B { __typename }', operationName: 'B' }, signedIn()),
  ],
  [
    'an operation name that is not there',
    () => json({ query: 'query A { __typename }', operationName: 'C' }, signedIn()),
  ],
  [
    'a page that is too large',
    () => json({ query: '{ transactions(first: 201) { totalCount } }' }, signedIn()),
  ],
  [
    'a plain form, which another site could send',
    () => ({ method: 'POST', headers: { 'content-type': 'text/plain' }, body: '{"query":"{ __typename }"}' }),
  ],
  ['a query by GET without preflight', () => ({ method: 'GET' }), '?query=%7B__typename%7D'],
  [
    'a query by GET with preflight',
    () => ({ method: 'GET', headers: { 'apollo-require-preflight': '1' } }),
    '?query=%7B__typename%7D',
  ],
  [
    'a change by GET',
    () => ({ method: 'GET', headers: { 'apollo-require-preflight': '1' } }),
    '?query=mutation%7BsignOut%7D',
  ],
  ['a body over the limit', () => json({ query: `{ viewer { id } } #${'x'.repeat(1024 * 1024)}` })],
];

const upperCased = () =>
  json(
    {
      query: `query($id: ID!, $ids: [ID!], $filter: TransactionFilter) {
        variable: account(id: $id) { id } literal: account(id: "${accountId.toUpperCase()}") { id }
        filter: transactions(filter: $filter) { totalCount sums { count } }
        field: transactions(filter: { accountIds: $ids }) { totalCount sums { count } }
        literals: transactions(filter: { accountIds: ["${accountId.toUpperCase()}"] }) { totalCount
          sums { count } } }`,
      variables: {
        id: accountId.toUpperCase(),
        ids: [accountId.toUpperCase()],
        filter: { accountIds: [accountId.toUpperCase()] },
      },
    },
    signedIn(),
  );
requests.push(['ids in upper case', upperCased]);

test('an id in upper case is the same id on both mounts, in arguments, lists and inputs', async () => {
  const listed = { totalCount: 2, sums: [{ count: 2 }] };
  const data = {
    variable: { id: accountId },
    literal: { id: accountId },
    filter: listed,
    field: listed,
    literals: listed,
  };
  const answers = [
    await fetch(address, upperCased()),
    await POST(new Request('http://localhost/api/graphql', upperCased())),
  ];
  for (const answer of answers) expect(await answer.json()).toEqual({ data });
});

test('a text that only looks like an id is kept as it was written', async () => {
  const payee = accountId.toUpperCase();
  const { data } = await client(token)(
    `mutation($input: AddTransactionInput!) { addTransaction(input: $input) {
      transaction { id payee account { id } } errors { message } } }`,
    { input: { accountId: accountId.toUpperCase(), date: '2026-06-01', amount: '-1.00', payee } },
  );
  expect(data.addTransaction).toMatchObject({
    transaction: { payee, account: { id: accountId } },
    errors: [],
  });
  await client(token)('mutation($id: ID!) { removeTransactions(ids: [$id]) { changeId } }', {
    id: data.addTransaction.transaction.id,
  });
});

describe('ASVS 3.5.1, 3.5.2, 3.5.3, 4.1.1: both mounts answer alike to', () => {
  test.each(requests.map(([name, request, search = '']) => ({ name, request, search })))(
    '$name',
    async ({ request, search }) => {
      const onNode = await fetch(address + search, request());
      const inNext = await (request().method === 'GET' ? GET : POST)(
        new Request(`http://localhost/api/graphql${search}`, request()),
      );
      expect({
        status: inNext.status,
        type: inNext.headers.get('content-type'),
        cache: inNext.headers.get('cache-control'),
        body: await inNext.text(),
      }).toEqual({
        status: onNode.status,
        type: onNode.headers.get('content-type'),
        cache: onNode.headers.get('cache-control'),
        body: await onNode.text(),
      });
    },
  );
});

test('a browser that opens the address gets Apollo Sandbox from both mounts', async () => {
  for (const response of [
    await fetch(address, { headers: { accept: 'text/html' } }),
    await GET(new Request('http://localhost/api/graphql', { headers: { accept: 'text/html' } })),
  ]) {
    expect(response.headers.get('content-type')).toContain('text/html');
    expect(await response.text()).toContain('sandbox');
  }
});

/** Compiled operations must mean what graphql-js means by them. */
const operations: [string, string, Record<string, unknown>?][] = [
  [
    'aliases and fragments',
    '{ a: viewer { ...who } b: viewer { mail: email ...who } } fragment who on User { id name }',
  ],
  [
    'directives on fields and fragments',
    `query($yes: Boolean!, $no: Boolean!) { viewer { id @include(if: $yes) email @skip(if: $yes) ...
      @include(if: $no) { name } } }`,
    { yes: true, no: false },
  ],
  [
    'null for what is not there',
    '{ transaction(id: "01a1fff6-d473-723b-88ad-447822f669f0") { id } account(id: "x") { id } }',
  ],
  [
    'custom scalars going out',
    `{ transactions { nodes { date createdAt amount { amount currency } account { openingBalance { amount } }
      } } }`,
  ],
  [
    'custom scalars coming in as variables',
    'query($from: Date!, $to: Date!) { overview(from: $from, to: $to) { net { amount } byMonth { month } } }',
    { from: '2026-03-01', to: '2026-03-31' },
  ],
  ['default values of arguments', '{ transactions { totalCount pageInfo { hasNextPage endCursor } } }'],
  ['an error below a nullable field', '{ viewer { id } transaction(id: "x") { id } }'],
  [
    'an error below a field that must not be null',
    '{ overview(from: "2026-02-30", to: "2026-03-01") { net { amount } } }',
  ],
  [
    'introspection',
    `{ __schema { queryType { name fields { name } } } __type(name: "Money") { fields { name type { name
      ofType { name } } } } }`,
  ],
  [
    'enums in and out',
    `{ transactions(filter: { kinds: [INCOME], statuses: [CLEARED] }, orderBy: AMOUNT_ASC) {
      nodes { kind status } } }`,
  ],
];

describe('compiled operations mean what graphql-js means:', () => {
  test.each(operations.map(([name, query, variables = {}]) => ({ name, query, variables })))(
    '$name',
    async ({ query, variables }) => {
      const { status: _status, ...compiled } = await client(token)(query, variables);
      const context = await createContext({
        token,
        household: null,
        device: null,
        address: null,
        locale: 'en',
      });
      const walked = JSON.parse(
        JSON.stringify(
          await execute({ schema, document: parse(query), variableValues: variables, contextValue: context }),
        ),
      );
      const paths = (errors: { path?: unknown; locations?: unknown }[] | undefined) =>
        errors?.map(({ path, locations }) => ({ path, locations }));
      expect({ data: compiled.data, errors: paths(compiled.errors as never) }).toEqual({
        data: walked.data,
        errors: paths(walked.errors),
      });
    },
  );
});

test('a change of several fields runs them one after the other and sees what the earlier ones did', async () => {
  const { data } = await client(token)(
    `mutation($id: ID!) {
      a: addTransaction(input: { accountId: $id, date: "2026-05-01", amount: 5 }) { transaction { account {
        balance { amount } } } }
      b: addTransaction(input: { accountId: $id, date: "2026-05-01", amount: 7 }) { transaction { account {
        balance { amount } } } }
    }`,
    { id: accountId },
  );
  expect([data.a.transaction.account.balance.amount, data.b.transaction.account.balance.amount]).toEqual([
    '294.50',
    '301.50',
  ]);
});
