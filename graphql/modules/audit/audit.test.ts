import { createMember, createSignedIn } from '@/lib/testing/builders';
import { setUpTestDatabase } from '@/lib/testing/database';
import { client } from '@/graphql/testing';

setUpTestDatabase();

const TRAIL = `query($first: Int, $after: String) { auditTrail(first: $first, after: $after) {
    nodes { action actor subject device address } pageInfo { hasNextPage endCursor } } }`;

test('owners read who did what and from where, the newest first, a page at a time', async () => {
  const owner = await createSignedIn();
  const ask = client(owner.token, {
    'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0',
    'x-saldo-client-address': '203.0.113.9',
  });
  for (const name of ['one', 'two', 'three'])
    await ask('mutation($input: InviteMemberInput!) { inviteMember(input: $input) { errors { code } } }', {
      input: { email: `${name}@example.com`, role: 'VIEWER' },
    });
  const { data } = await ask(TRAIL, { first: 2 });
  expect(data.auditTrail).toMatchObject({
    nodes: [
      {
        action: 'PERSON_INVITED',
        subject: 'three@example.com (VIEWER)',
        device: 'Firefox on Linux',
        address: '203.0.113.9',
      },
      { subject: 'two@example.com (VIEWER)' },
    ],
    pageInfo: { hasNextPage: true },
  });
  const next = await ask(TRAIL, { first: 2, after: data.auditTrail.pageInfo.endCursor });
  expect(next.data.auditTrail).toMatchObject({
    nodes: [{ subject: 'one@example.com (VIEWER)' }],
    pageInfo: { hasNextPage: false },
  });
  expect((await ask(TRAIL, { first: 0 })).errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
});

test('nobody else reads it, and another household’s is empty', async () => {
  const owner = await createSignedIn();
  await client(owner.token)(
    'mutation { inviteMember(input: { email: "guest@example.com", role: MEMBER }) { errors { code } } }',
  );
  const member = await createMember(owner.householdId, 'MEMBER');
  expect((await client(member.token)(TRAIL)).errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  expect((await client((await createSignedIn()).token)(TRAIL)).data.auditTrail.nodes).toEqual([]);
});
