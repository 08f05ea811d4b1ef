import { once } from 'node:events';
import { createServer, request as ask, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LOCAL_INBOX_HEADER, markLocalInbox } from './local-inbox';

const requestFrom = (remoteAddress: string | undefined, headers: Record<string, string> = {}) =>
  ({
    socket: { remoteAddress },
    headers: { host: 'localhost:3000', ...headers },
  }) as unknown as IncomingMessage;
function isMarked(request: IncomingMessage, inbox: 'local' | null = 'local'): boolean {
  markLocalInbox(request, inbox);
  return LOCAL_INBOX_HEADER in request.headers;
}

test.each(['127.0.0.1', '127.1.2.3', '::1', '::ffff:127.0.0.1'])(
  'the local inbox opens for %s',
  (address) => {
    expect(isMarked(requestFrom(address))).toBe(true);
  },
);

test.each([
  '10.0.0.1',
  '192.168.1.5',
  '203.0.113.9',
  '::ffff:10.0.0.1',
  'fe80::1',
  '2001:db8::1',
  '::',
  undefined,
])('it stays closed for %s, whatever its headers say', (address) => {
  const headers = {
    'x-forwarded-for': '127.0.0.1',
    forwarded: 'for=127.0.0.1',
    'x-real-ip': '127.0.0.1',
    [LOCAL_INBOX_HEADER]: '1',
  };
  expect(isMarked(requestFrom(address, headers))).toBe(false);
});

test('it stays closed where no local inbox is wanted', () => {
  const request = requestFrom('127.0.0.1', { [LOCAL_INBOX_HEADER]: '1' });
  markLocalInbox(request, null);
  expect(request.headers).not.toHaveProperty(LOCAL_INBOX_HEADER);
});

test.each([
  ['localhost:3000', true],
  ['127.0.0.1:3000', true],
  ['[::1]:3000', true],
  ['localhost', true],
  ['saldo.example', false],
  ['localhost.evil.example:3000', false],
  ['127.0.0.1.evil.example', false],
  ['', false],
])('asked for as "%s" from this computer, it opens: %s', (host, opens) => {
  expect(isMarked(requestFrom('127.0.0.1', { host }))).toBe(opens);
});

test('a connection over loopback is one', async () => {
  const seen: boolean[] = [];
  const server = createServer((request, response) => {
    seen.push(isMarked(request));
    response.end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const [response] = (await once(ask({ port, host: '127.0.0.1', agent: false }).end(), 'response')) as [
    IncomingMessage,
  ];
  response.resume();
  await once(response, 'end');
  server.close();
  expect(seen).toEqual([true]);
});
