import { createServer } from 'node:net';
import { freePort, isPortFree, portFrom } from './ports';

test('PORT is 3000 unless it says otherwise', () => {
  expect(portFrom(undefined)).toBe(3000);
  expect(portFrom('')).toBe(3000);
  expect(portFrom('8080')).toBe(8080);
});

test.each(['0', '65536', '80a', '-1', '3000.5', 'http'])('PORT=%s is refused with a sentence', (value) => {
  expect(() => portFrom(value)).toThrow(`PORT must be a number from 1 to 65535, not "${value}".`);
});

test.each(['127.0.0.1', '0.0.0.0'])('a port that a program listens on at %s is taken', async (host) => {
  const port = await freePort();
  expect(await isPortFree(port)).toBe(true);
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(port, host, resolve));
  expect(await isPortFree(port)).toBe(false);
  await new Promise((resolve) => server.close(resolve));
  expect(await isPortFree(port)).toBe(true);
});
