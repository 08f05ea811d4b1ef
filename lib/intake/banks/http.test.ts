import { z } from 'zod';
import { askBank, readJson, refuseFailure, retryAfter } from './http';
import { startPlayedBank, type PlayedBank } from './testing';

let server: PlayedBank;
beforeAll(async () => {
  server = await startPlayedBank();
});
afterAll(() => server.close());

const ask = (more: Partial<Parameters<typeof askBank>[0]> = {}) =>
  askBank({ bank: 'The bank', url: new URL('/here?secret=1', server.url), shown: 'here', ...more });

test('an answer comes with its status, its text and the address as it may be written down', async () => {
  server.play(() => ({ status: 418, headers: { 'retry-after': '7' }, body: 'Kůň' }));
  expect(await ask({ method: 'POST', form: { a: 'b&c' }, headers: { 'x-key': 'k' } })).toMatchObject({
    status: 418,
    request: 'POST here',
    retryAfterSeconds: 7,
    body: 'Kůň',
  });
  expect(server.asked.at(-1)).toMatchObject({
    method: 'POST',
    query: { secret: '1' },
    form: { a: 'b&c' },
    headers: { 'x-key': 'k', accept: 'application/json' },
  });
});

test.each([
  ['120', 120],
  [' 5 ', 5],
  ['0', 0],
  ['999999999', 86_400],
  ['Wed, 18 Mar 2026 12:01:30 GMT', 90],
  ['Wed, 18 Mar 2026 11:00:00 GMT', 0],
  ['soon', null],
  ['', null],
  [null, null],
])('Retry-After "%s" is %s seconds', (header, seconds) => {
  expect(retryAfter(header, new Date('2026-03-18T12:00:00Z'))).toBe(seconds);
});

test.each([
  [204, null],
  [401, 'CONSENT_ENDED'],
  [403, 'CONSENT_ENDED'],
  [404, 'MALFORMED'],
  [429, 'RATE_LIMITED'],
  [500, 'UNAVAILABLE'],
  [503, 'UNAVAILABLE'],
])('the status %s means %s', (status, code) => {
  const judge = () =>
    refuseFailure({ bank: 'The bank', request: '', receivedAt: '', status, retryAfterSeconds: 9, body: '' });
  if (code === null) expect(judge).not.toThrow();
  else
    expect(judge).toThrow(
      expect.objectContaining({ code, retryAfterSeconds: status === 429 || status >= 500 ? 9 : null }),
    );
});

test.each(['http://bank.example/', 'http://localhost.example/', 'ftp://localhost/', 'file:///etc/passwd'])(
  '%s is not asked',
  async (url) => {
    const send = jest.fn();
    await expect(ask({ url: new URL(url), fetch: send })).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect(send).not.toHaveBeenCalled();
  },
);

test('a redirect is not followed', async () => {
  server.play(({ path }) => (path === '/here' ? { status: 302, headers: { location: '/there' } } : {}));
  const before = server.asked.length;
  await expect(ask()).rejects.toMatchObject({ code: 'MALFORMED' });
  expect(server.asked.length).toBe(before + 1);
});

test('nobody listening is unavailable', async () => {
  await expect(ask({ url: new URL('http://127.0.0.1:1/') })).rejects.toMatchObject({ code: 'UNAVAILABLE' });
});

test('an answer that breaks off, is not UTF-8 or is too large is not taken', async () => {
  server.play(() => ({ body: '{"half":', cutOff: true }));
  await expect(ask()).rejects.toMatchObject({
    code: 'MALFORMED',
    message: 'The answer of The bank was cut off: try again later.',
  });
  const bytes = async () => new Response(new Uint8Array([0x7b, 0xff, 0x7d]));
  await expect(ask({ fetch: bytes })).rejects.toMatchObject({ code: 'MALFORMED' });
  let sent = 0;
  const endless = async () =>
    new Response(
      new ReadableStream({
        pull: (controller) => controller.enqueue(new Uint8Array((sent += 1) && 1_048_576)),
      }),
    );
  await expect(ask({ fetch: endless })).rejects.toMatchObject({
    code: 'MALFORMED',
    message: expect.stringContaining('10 MB'),
  });
  expect(sent).toBeLessThan(20);
});

test('a request to a bank that does not answer is aborted after 20 seconds, and at once when the session ends', async () => {
  const timeout = jest
    .spyOn(AbortSignal, 'timeout')
    .mockImplementation(() => AbortSignal.abort(new Error('time is up')));
  await expect(ask()).rejects.toMatchObject({
    code: 'UNAVAILABLE',
    message: 'The bank did not answer within 20 seconds: try again later.',
  });
  expect(timeout).toHaveBeenCalledWith(20_000);
  timeout.mockRestore();
  await expect(ask({ signal: AbortSignal.abort(new Error('stopped')) })).rejects.toThrow('stopped');
});

test('what is not as documented is named by its place, never by its content', async () => {
  const answer = { bank: 'The bank', request: '', receivedAt: '', status: 200, retryAfterSeconds: null };
  const schema = z.object({ rows: z.array(z.object({ amount: z.string() })) });
  expect(readJson({ ...answer, body: '{"rows":[{"amount":"1"}],"more":1}' }, schema)).toEqual({
    rows: [{ amount: '1' }],
  });
  expect(() => readJson({ ...answer, body: '{"rows":[{"amount":"1"},{"amount":777}]}' }, schema)).toThrow(
    'The answer of The bank is not what its documentation says at "rows.1.amount": try again later.',
  );
  expect(() => readJson({ ...answer, body: '{"rows":[' }, schema)).toThrow(
    'The answer of The bank is not whole: try again later.',
  );
});
