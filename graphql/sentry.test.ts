import { sunk } from '@/lib/testing/sentry-sink';
import { schema } from './server';
import { client } from './testing';
import { sendReports } from '@/lib/platform/sentry';
import { createSignedIn } from '@/lib/testing/builders';
import { setUpTestDatabase } from '@/lib/testing/database';

setUpTestDatabase();

test('Sentry is told where an unknown error was thrown and in which request, and nothing that anybody entered', async () => {
  const { token, email, userId, householdId } = await createSignedIn();
  const field = schema.getQueryType()?.getFields().transactions;
  if (!field) throw new Error('The schema has no such field.');
  const { resolve } = field;
  field.resolve = () => {
    throw new TypeError(`Secret Payee of 7391.17 for ${email}`);
  };
  const ask = client(token, {
    'x-saldo-request-id': 'request-0003',
    'user-agent': 'Secret Browser',
    'x-saldo-client-address': '203.0.113.77',
  });
  await ask('query Asked($text: String!) { transactions(filter: { text: $text }) { totalCount } }', {
    text: 'Secret Payee',
  });
  field.resolve = resolve;
  await sendReports();
  expect(sunk()).toContain('unknown error in an operation');
  expect(sunk()).toContain('"requestId":"request-0003"');
  expect(sunk()).toContain('"type":"TypeError"');
  expect(sunk()).toContain('graphql/sentry.test.ts');
  for (const secret of ['Secret', '7391', '203.0.113.77', token, email, userId, householdId])
    expect(sunk()).not.toContain(secret);
});
