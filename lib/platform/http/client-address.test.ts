import type { IncomingMessage } from 'node:http';
import { CLIENT_ADDRESS_HEADER, markClientAddress } from './client-address';

function addressOf(remoteAddress: string, headers: Record<string, string>, trustedProxies: string): unknown {
  const request = {
    socket: { remoteAddress },
    connection: { remoteAddress },
    headers,
  } as unknown as IncomingMessage;
  markClientAddress(request, trustedProxies);
  return request.headers[CLIENT_ADDRESS_HEADER];
}

test.each([
  ['a direct caller', '203.0.113.9', {}, '', '203.0.113.9'],
  [
    'ASVS 4.1.3: a direct caller that names another address',
    '203.0.113.9',
    { 'x-forwarded-for': '198.51.100.1' },
    '',
    '203.0.113.9',
  ],
  [
    'ASVS 4.1.3: a direct caller that uses our own header',
    '203.0.113.9',
    { [CLIENT_ADDRESS_HEADER]: '198.51.100.1' },
    '',
    '203.0.113.9',
  ],
  [
    'a caller behind a proxy that is trusted',
    '172.18.0.2',
    { 'x-forwarded-for': '198.51.100.1' },
    'uniquelocal',
    '198.51.100.1',
  ],
  [
    'a caller behind a trusted proxy that made up an earlier hop',
    '172.18.0.2',
    { 'x-forwarded-for': '1.1.1.1, 198.51.100.1' },
    'uniquelocal',
    '198.51.100.1',
  ],
  [
    'a proxy that nobody trusts',
    '172.18.0.2',
    { 'x-forwarded-for': '198.51.100.1' },
    'loopback',
    '172.18.0.2',
  ],
  ['an IPv4 address on an IPv6 socket', '::ffff:203.0.113.9', {}, '', '203.0.113.9'],
  ['an IPv6 address', '2001:db8::7', {}, '', '2001:db8::7'],
])('the address is found of %s', (_name, remote, headers, trusted, address) => {
  expect(addressOf(remote, headers, trusted)).toBe(address);
});
