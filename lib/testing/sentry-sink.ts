import { createServer } from 'node:http';

// To be imported before anything else: the environment is read once, when the first module asks for it.
const PORT = 20_000 + (process.pid % 20_000);
process.env.SENTRY_DSN = `http://publickey@127.0.0.1:${PORT}/1`;

let received = '';
const server = createServer((request, response) => {
  received += JSON.stringify(request.headers);
  request.on('data', (chunk: Buffer) => (received += chunk.toString())).on('end', () => response.end('{}'));
});
beforeAll(
  () =>
    new Promise<void>(
      (resolve, reject) => void server.once('error', reject).listen(PORT, '127.0.0.1', resolve),
    ),
);
afterAll(() => void server.close());

/** Everything that has come in, headers and all. */
export const sunk = (): string => received;
