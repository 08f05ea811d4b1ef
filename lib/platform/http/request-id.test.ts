import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { markRequestId, requestIdOf } from './request-id';

const TRUSTED = process.env.TRUSTED_PROXIES;
beforeAll(() => (process.env.TRUSTED_PROXIES = '10.0.0.0/8'));
afterAll(() => (process.env.TRUSTED_PROXIES = TRUSTED));

function mark(address: string, headers: Record<string, string>): { inside: string; told: unknown } {
  const socket = new Socket();
  Object.defineProperty(socket, 'remoteAddress', { value: address });
  const request = Object.assign(new IncomingMessage(socket), { headers: { ...headers } });
  const response = new ServerResponse(request);
  markRequestId(request, response);
  return { inside: requestIdOf((name) => request.headers[name]), told: response.getHeader('x-request-id') };
}

const MADE = /^[\da-f]{8}-[\da-f-]{27}$/;

test('every request has an id, which its answer tells', () => {
  const { inside, told } = mark('203.0.113.5', {});
  expect(inside).toMatch(MADE);
  expect(told).toBe(inside);
  expect(mark('203.0.113.5', {}).inside).not.toBe(inside);
});

test('an id comes from a trusted proxy only, and only where it looks like one', () => {
  expect(mark('10.1.2.3', { 'x-request-id': '5f3a9c0e77d1427c' }).inside).toBe('5f3a9c0e77d1427c');
  expect(mark('203.0.113.5', { 'x-request-id': '5f3a9c0e77d1427c' }).inside).toMatch(MADE);
  for (const wrong of ['short', 'x'.repeat(65), 'line\nbreak-in-it', 'a "quoted" one', ''])
    expect(mark('10.1.2.3', { 'x-request-id': wrong }).inside).toMatch(MADE);
});

test('a caller’s own header of our name does not count', () => {
  expect(mark('203.0.113.5', { 'x-saldo-request-id': 'mine-mine-mine' }).inside).toMatch(MADE);
});
