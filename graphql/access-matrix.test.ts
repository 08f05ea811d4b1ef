import { randomUUID } from 'node:crypto';
import {
  getNamedType,
  type GraphQLField,
  type GraphQLInputType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { type Access, FIELDS, MUTATIONS, QUERIES } from './access-matrix';
import { schema } from './server';
import { type Answer, client } from './testing';
import type { HouseholdId } from '@/lib/platform/scope';
import { db } from '@/lib/platform/db/pool';
import { startImport } from '@/lib/intake/files/mutations';
import {
  createAccessToken,
  createAccount,
  createMember,
  createSignedIn,
  createTransaction,
} from '@/lib/testing/builders';
import { setUpTestDatabase } from '@/lib/testing/database';
import { linkTransfer } from '@/lib/ledger/transfers/mutations';

setUpTestDatabase();

type Root = GraphQLField<unknown, unknown>;
const roots = (['query', 'mutation'] as const).flatMap((operation) =>
  Object.values(
    (operation === 'query' ? schema.getQueryType() : schema.getMutationType())?.getFields() ?? {},
  ).map((field) => ({ operation, field, access: (operation === 'query' ? QUERIES : MUTATIONS)[field.name] })),
);

/** A value that a field accepts as far as its type goes: what is needed, and every id there is room for. */
function valueFor(type: GraphQLInputType, id: string): string {
  if (isNonNullType(type)) return valueFor(type.ofType, id);
  if (isListType(type)) return `[${valueFor(type.ofType, id)}]`;
  if (isEnumType(type)) return type.getValues()[0]?.name ?? 'null';
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields()).filter(
      (field) => isNonNullType(field.type) || getNamedType(field.type).name === 'ID',
    );
    return `{ ${fields.map((field) => `${field.name}: ${valueFor(field.type, id)}`).join(', ')} }`;
  }
  const samples: Record<string, string> = {
    ID: `"${id}"`,
    Date: '"2026-03-01"',
    Decimal: '"1.00"',
    CurrencyCode: '"CZK"',
    Int: '1',
    Float: '1',
    Boolean: 'true',
  };
  return samples[type.name] ?? '"a text of some length"';
}

const takesIds = (field: Root) => field.args.some(({ type }) => valueFor(type, 'ID!').includes('ID!'));

function documentFor(operation: 'query' | 'mutation', field: Root, id: string): string {
  const args = field.args
    .filter(({ type }) => isNonNullType(type) || valueFor(type, 'ID!').includes('ID!'))
    .map((arg) => `${arg.name}: ${valueFor(arg.type, id)}`);
  const type = getNamedType(field.type);
  const selection = !isObjectType(type)
    ? ''
    : 'errors' in type.getFields()
      ? ' { errors { code message path } }'
      : ' { __typename }';
  return `${operation} { ${field.name}${args.length > 0 ? `(${args.join(', ')})` : ''}${selection} }`;
}

type Caller =
  | 'stranger'
  | 'viewer'
  | 'member'
  | 'owner'
  | 'owner long ago'
  | 'read token'
  | 'write token'
  | 'admin token'
  | 'viewer’s admin token'
  | 'owner elsewhere';

/** What each kind of caller may reach; everything else answers with the code. */
const REACH: Record<Caller, { reaches: Access[]; otherwise: (wanted: Access) => string }> = {
  stranger: { reaches: ['ANYONE'], otherwise: () => 'UNAUTHENTICATED' },
  'owner elsewhere': { reaches: [], otherwise: () => 'NOT_FOUND' },
  // Tokens first: what people do to their place ends them.
  'read token': { reaches: ['ANYONE', 'READ'], otherwise: () => 'FORBIDDEN' },
  'write token': { reaches: ['ANYONE', 'READ', 'WRITE'], otherwise: () => 'FORBIDDEN' },
  'admin token': { reaches: ['ANYONE', 'READ', 'WRITE', 'OWNER'], otherwise: () => 'FORBIDDEN' },
  'viewer’s admin token': { reaches: ['ANYONE', 'READ'], otherwise: () => 'FORBIDDEN' },
  viewer: { reaches: ['ANYONE', 'READ', 'PERSON', 'CONFIRMED'], otherwise: () => 'FORBIDDEN' },
  member: { reaches: ['ANYONE', 'READ', 'WRITE', 'PERSON', 'CONFIRMED'], otherwise: () => 'FORBIDDEN' },
  owner: {
    reaches: ['ANYONE', 'READ', 'WRITE', 'OWNER', 'PERSON', 'CONFIRMED', 'CONFIRMED_OWNER'],
    otherwise: () => 'FORBIDDEN',
  },
  'owner long ago': {
    reaches: ['ANYONE', 'READ', 'WRITE', 'OWNER', 'PERSON'],
    otherwise: () => 'CONFIRMATION_REQUIRED',
  },
};

/**
 * Fresh callers of a household of their own, because some of what they are allowed to do ends what they are.
 */
async function createCallers(): Promise<Record<Caller, ReturnType<typeof client>>> {
  const owner = await createSignedIn();
  const { householdId } = owner;
  const [viewer, member, longAgo, elsewhere] = [
    await createMember(householdId, 'VIEWER'),
    await createMember(householdId, 'MEMBER'),
    await createMember(householdId, 'OWNER'),
    await createSignedIn(),
  ];
  await db().query(`UPDATE session SET confirmed_at = now() - interval '11 minutes' WHERE user_id = $1`, [
    longAgo.userId,
  ]);
  return {
    stranger: client(),
    viewer: client(viewer.token),
    member: client(member.token),
    owner: client(owner.token),
    'owner long ago': client(longAgo.token),
    'read token': client(await createAccessToken(householdId, owner.userId, 'READ')),
    'write token': client(await createAccessToken(householdId, owner.userId, 'WRITE')),
    'admin token': client(await createAccessToken(householdId, owner.userId, 'ADMIN')),
    'viewer’s admin token': client(await createAccessToken(householdId, viewer.userId, 'ADMIN')),
    'owner elsewhere': client(elsewhere.token, { 'x-household': householdId }),
  };
}

let readers: ReturnType<typeof createCallers> | undefined;

const ACCESS_CODES = new Set(['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND', 'CONFIRMATION_REQUIRED']);
const codeOf = (answer: Answer) => answer.errors?.[0]?.extensions.code;

describe('ASVS 8.2.1: every query and mutation', () => {
  test('has an entry, and no entry is of something that is gone', () => {
    expect(roots.filter(({ access }) => !access).map(({ field }) => field.name)).toEqual([]);
    expect([...Object.keys(QUERIES), ...Object.keys(MUTATIONS)].sort()).toEqual(
      roots.map(({ field }) => field.name).sort(),
    );
  });

  test.each(roots.map(({ field, ...rest }) => [field.name, { field, ...rest }] as const))(
    '%s answers each kind of caller as its entry says',
    async (_name, { operation, field, access = 'ANYONE' }) => {
      // Who only reads leaves callers as they are.
      const callers = await (operation === 'query' ? (readers ??= createCallers()) : createCallers());
      const document = documentFor(operation, field, randomUUID());
      for (const [caller, { reaches, otherwise }] of Object.entries(REACH) as [
        Caller,
        (typeof REACH)[Caller],
      ][]) {
        const code = codeOf(await callers[caller](document));
        if (reaches.includes(access))
          expect({ caller, refused: code !== undefined && ACCESS_CODES.has(code) ? code : null }).toEqual({
            caller,
            refused: null,
          });
        else expect({ caller, code }).toEqual({ caller, code: otherwise(access) });
        expect(['INTERNAL_SERVER_ERROR', 'GRAPHQL_VALIDATION_FAILED', 'GRAPHQL_PARSE_FAILED']).not.toContain(
          code,
        );
      }
    },
  );
});

describe('ASVS 8.2.3: every field', () => {
  const types = Object.values(schema.getTypeMap()).filter(
    (type) =>
      isObjectType(type) &&
      !type.name.startsWith('__') &&
      !['Query', 'Mutation', 'PageInfo', 'InputError'].includes(type.name) &&
      !type.name.endsWith('Payload'),
  );

  test('of every type has an entry', () => {
    const inSchema = Object.fromEntries(
      types.map((type) => [type.name, isObjectType(type) ? Object.keys(type.getFields()).sort() : []]),
    );
    expect(
      Object.fromEntries(
        Object.entries(FIELDS).map(([name, { fields }]) => [name, fields.split(' ').sort()]),
      ),
    ).toEqual(inSchema);
  });

  test('ASVS 15.3.1: tells no hash, no seed, no key and nothing sealed; a token and a seed are shown once, where they are made', () => {
    const telling = types.flatMap((type) =>
      isObjectType(type) ? Object.keys(type.getFields()).map((field) => `${type.name}.${field}`) : [],
    );
    expect(
      telling
        .filter((field) => /hash|secret|sealed|wrapped|seed|token|password/i.test(field.split('.')[1] ?? ''))
        .sort(),
    ).toEqual(['SignInChallenge.token', 'SignInMethods.hasPassword']);
  });

  test('of a type that not everybody may see is reached from where nobody else comes', () => {
    const order: Access[] = ['ANYONE', 'READ', 'WRITE', 'OWNER'];
    const allows = (root: Access, reach: Access) =>
      reach === 'ANYONE' ||
      root === reach ||
      (reach === 'READ'
        ? root !== 'ANYONE'
        : order.includes(root) && order.includes(reach) && order.indexOf(root) >= order.indexOf(reach)) ||
      (reach === 'PERSON' && root === 'CONFIRMED');
    for (const { field, access = 'ANYONE' } of roots) {
      const seen = new Set<string>();
      const walk = (name: string): void => {
        const type = schema.getType(name);
        if (seen.has(name) || !isObjectType(type)) return;
        seen.add(name);
        for (const child of Object.values(type.getFields())) walk(getNamedType(child.type).name);
      };
      walk(getNamedType(field.type).name);
      const tooFar = [...seen].filter((name) => FIELDS[name] && !allows(access, FIELDS[name].reach));
      expect({ field: field.name, tooFar }).toEqual({ field: field.name, tooFar: [] });
    }
  });
});

/** One of everything that has an id, in one household. */
async function createEverything(): Promise<Record<string, string>> {
  const owner = await createSignedIn();
  const householdId: HouseholdId = owner.householdId;
  const member = await createMember(householdId, 'MEMBER');
  const [account, savings] = [await createAccount(householdId), await createAccount(householdId)];
  const transaction = await createTransaction(householdId, account.id);
  const [out, into] = [
    await createTransaction(householdId, account.id, { amount: '-50.00' }),
    await createTransaction(householdId, savings.id, { amount: '50.00' }),
  ];
  const { transfer, changeId } = await linkTransfer(householdId, owner.userId, [out.id, into.id]);
  const importId = await startImport(
    householdId,
    owner.userId,
    { name: 'a.csv', bytes: Buffer.from('Date,Amount,Payee\n2026-03-01,-1.00,Shop\n') },
    account.id,
  );
  await client(owner.token)(
    'mutation { inviteMember(input: { email: "invited@example.com", role: MEMBER }) { errors { code } } }',
  );
  const one = async (text: string, ...values: unknown[]) =>
    (await db().query<{ id: string }>(text, values)).rows[0]!.id;
  const connection = await one(
    `INSERT INTO bank_connection (id, household_id, user_id, provider, state, sealed)
      VALUES (gen_random_uuid(), $1, $2, 'fio', 'ACTIVE', '') RETURNING id`,
    householdId,
    owner.userId,
  );
  return {
    household: householdId,
    user: member.userId,
    account: account.id,
    category: await one('SELECT id FROM category WHERE household_id = $1 LIMIT 1', householdId),
    transaction: transaction.id,
    transfer: transfer.id,
    change: changeId,
    import: importId,
    invitation: await one('SELECT id FROM invitation WHERE household_id = $1', householdId),
    session: await one('SELECT id FROM session WHERE user_id = $1', owner.userId),
    connection,
    'bank account': await one(
      `INSERT INTO bank_account (id, household_id, connection_id, account_id, currency, sealed)
        VALUES (gen_random_uuid(), $1, $2, $3, 'CZK', '') RETURNING id`,
      householdId,
      connection,
      account.id,
    ),
    review: await one(
      `INSERT INTO review (id, household_id, kind, account_id, transaction_id, candidates)
        VALUES (gen_random_uuid(), $1, 'GONE', $2, $3, '{}') RETURNING id`,
      householdId,
      account.id,
      transaction.id,
    ),
    job: await one(
      `INSERT INTO pgboss.job (id, name, data, state)
        VALUES (gen_random_uuid(), 'import', jsonb_build_object('householdId', $1::text), 'failed')
        RETURNING id`,
      householdId,
    ),
  };
}

test('ASVS 8.2.2, 8.3.1, 8.4.1: ids of another household answer as if they did not exist, wherever an id can be given', async () => {
  const theirs = await createEverything();
  const asked = roots.filter(({ field }) => takesIds(field));
  expect(asked.length).toBeGreaterThan(20);
  for (const { operation, field } of asked) {
    const mine = await createSignedIn();
    for (const [what, id] of Object.entries(theirs)) {
      const answers = await Promise.all(
        [id, randomUUID()].map(async (given) =>
          JSON.stringify(await client(mine.token)(documentFor(operation, field, given))).replaceAll(
            given,
            'ID',
          ),
        ),
      );
      expect({ field: field.name, what, answer: answers[0] }).toEqual({
        field: field.name,
        what,
        answer: answers[1],
      });
    }
  }
  const { rows } = await db().query<{ count: number }>(
    'SELECT count(*)::int AS count FROM transaction WHERE household_id = $1',
    [theirs.household],
  );
  expect(rows).toEqual([{ count: 3 }]);
}, 180_000);
