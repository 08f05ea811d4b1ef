import { Agent, get, type IncomingMessage, type ServerResponse } from 'node:http';
import { listen } from '@/lib/testing/http-server';
import { gracefulClose } from './graceful-close';

type Answered = { status: number | undefined; connection: string | undefined; body: string };

const ask = (url: string, agent: Agent): Promise<Answered> =>
  new Promise((resolve, reject) => {
    get(url, { agent }, (response: IncomingMessage) => {
      let body = '';
      response.on('data', (chunk: Buffer) => (body += chunk.toString()));
      response
        .on('error', reject)
        .on('end', () =>
          resolve({ status: response.statusCode, connection: response.headers.connection, body }),
        );
    }).on('error', reject);
  });

test('two hundred requests in flight are answered, half of them begun, and no connection is kept', async () => {
  const waiting: ServerResponse[] = [];
  let arrived: () => void = () => undefined;
  const all = new Promise<void>((resolve) => (arrived = resolve));
  const { server, url } = await listen((_request, response) => {
    if (waiting.length % 2) response.writeHead(200).write('begun, ');
    waiting.push(response);
    if (waiting.length === 200) arrived();
  });
  const close = gracefulClose(server);
  const agent = new Agent({ keepAlive: true, maxSockets: 200 });
  const answers = Array.from({ length: 200 }, () => ask(url, agent));
  await all;
  let closed = false;
  const closing = close(0).then(() => (closed = true));
  for (; server.listening;) await new Promise((resolve) => setImmediate(resolve));
  await expect(ask(url, new Agent())).rejects.toThrow('ECONN');
  expect(closed).toBe(false);
  for (const response of waiting) response.end('done');
  const answered = await Promise.all(answers);
  expect(answered.filter(({ status, body }) => status === 200 && body.endsWith('done'))).toHaveLength(200);
  expect(answered.filter(({ connection }) => connection === 'close')).toHaveLength(100);
  // The agent would keep the other hundred connections; the server does not.
  await closing;
  agent.destroy();
});

test('goes on answering while load balancers turn away, and tells each client to close', async () => {
  const { server, url } = await listen((_request, response) => response.end('here'));
  const close = gracefulClose(server);
  const agent = new Agent({ keepAlive: true });
  expect((await ask(url, agent)).connection).toBe('keep-alive');
  const closing = close(300);
  expect(await ask(url, agent)).toEqual({ status: 200, connection: 'close', body: 'here' });
  await closing;
  await expect(ask(url, agent)).rejects.toThrow('ECONNREFUSED');
  agent.destroy();
});
