import { startMockBank } from './server';

const asked = new URLSearchParams({
  response_type: 'code',
  client_id: 'saldo',
  redirect_uri: 'http://localhost:3000/back?from=bank',
  state: '"><script>',
  code_challenge: 'c',
  code_challenge_method: 'S256',
});

async function open(form?: Record<string, string>) {
  const bank = await startMockBank();
  const answer = form
    ? await bank.fetch('http://localhost/authorize', {
        method: 'POST',
        body: new URLSearchParams({ ...Object.fromEntries(asked), ...form }),
      })
    : await bank.fetch(`http://localhost/authorize?${asked}`);
  return { status: answer.status, text: await answer.text(), back: answer.headers.get('location') };
}

test('three customers are offered, and what the address brings stays text', async () => {
  const { status, text } = await open();
  expect(status).toBe(200);
  for (const name of ['Tereza Dvořáková', 'Lukáš Horák', 'Zuzana Kováčová']) expect(text).toContain(name);
  expect(text).not.toContain('<script');
});

test('a customer who refuses goes back with the refusal, one who ticks nothing is asked again', async () => {
  const refused = new URL((await open({ customer: 'lukas', decision: 'refuse' })).back!);
  expect(Object.fromEntries(refused.searchParams)).toEqual({
    from: 'bank',
    state: '"><script>',
    error: 'access_denied',
  });
  const again = await open({ customer: 'lukas', decision: 'allow' });
  expect([again.status, again.back]).toEqual([422, null]);
  expect(again.text).toContain('Choose at least one account, or refuse.');
  expect(again.text).not.toContain('<script');
});

test('accounts of somebody else cannot be shared', async () => {
  const { back } = await open({ customer: 'zuzana', decision: 'allow', account: 'CZ0599990000000004001019' });
  expect(back).toBeNull();
});

test.each([
  [{ redirect_uri: 'javascript:alert(1)' }],
  [{ redirect_uri: '' }],
  [{ state: '' }],
  [{ code_challenge: '' }],
  [{ code_challenge_method: 'plain' }],
  [{ response_type: 'token' }],
])('a request with %j leads nowhere', async (wrong) => {
  const { status, back } = await open({
    customer: 'lukas',
    decision: 'allow',
    account: 'CZ8399990000000005002013',
    ...(wrong as Record<string, string>),
  });
  expect([status, back]).toEqual([400, null]);
});
