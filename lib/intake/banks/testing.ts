import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

// For tests: a server on this machine that plays what a bank's documentation says.

export type Asked = {
  method: string;
  path: string;
  query: Record<string, string>;
  headers: IncomingMessage['headers'];
  form: Record<string, string>;
};

/**
 * `body` that is no text is sent as JSON. `cutOff` breaks the connection after the body, which the length
 * promised to go on.
 */
export type Played = { status?: number; headers?: Record<string, string>; body?: unknown; cutOff?: boolean };

export type PlayedBank = {
  url: string;
  asked: Asked[];
  play: (answer: (asked: Asked) => Played) => void;
  close: () => Promise<void>;
};

export async function startPlayedBank(): Promise<PlayedBank> {
  const asked: Asked[] = [];
  let answer: (asked: Asked) => Played = () => ({ status: 404 });
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const url = new URL(request.url ?? '/', 'http://localhost');
      const question: Asked = {
        method: request.method ?? '',
        path: url.pathname,
        query: Object.fromEntries(url.searchParams),
        headers: request.headers,
        form: Object.fromEntries(new URLSearchParams(Buffer.concat(pieces).toString())),
      };
      asked.push(question);
      const { status = 200, headers = {}, body = '', cutOff = false } = answer(question);
      const bytes = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
      response.writeHead(status, {
        'content-type': 'application/json',
        'content-length': bytes.length + (cutOff ? 1_000 : 0),
        ...headers,
      });
      if (cutOff) response.write(bytes, () => response.destroy());
      else response.end(bytes);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    play: (next) => {
      answer = next;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
