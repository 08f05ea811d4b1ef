import { once } from 'node:events';
import { createServer } from 'node:http';
import NextAuth from 'next-auth';
import { authOptions } from '@/lib/people/sign-in/next-auth';
import { sessionCookieName } from '@/lib/platform/one-time/token';

const parseCookies = (header = '') =>
  Object.fromEntries(
    header
      .split(/; */)
      .filter(Boolean)
      .map((part) => [
        part.slice(0, part.indexOf('=')),
        decodeURIComponent(part.slice(part.indexOf('=') + 1)),
      ]),
  );

/** Serves next-auth as the product's route does, without Next around it. Every other address answers 404. */
export async function startAuthServer(port: number): Promise<{ close: () => Promise<void> }> {
  const server = createServer((request, response) => {
    void (async () => {
      const url = new URL(request.url ?? '/', 'http://localhost');
      if (!url.pathname.startsWith('/api/auth/')) return response.writeHead(404).end();
      let body = '';
      for await (const chunk of request) body += String(chunk);
      const cookies = parseCookies(request.headers.cookie);
      const asked = {
        method: request.method,
        headers: request.headers,
        cookies,
        body: Object.fromEntries(new URLSearchParams(body)),
        query: { ...Object.fromEntries(url.searchParams), nextauth: url.pathname.split('/').slice(3) },
      };
      const answer = Object.assign(response, {
        status: (code: number) => Object.assign(response, { statusCode: code }),
        json: (value: unknown) => response.end(JSON.stringify(value)),
        send: (value: unknown) => response.end(typeof value === 'string' ? value : JSON.stringify(value)),
      });
      await NextAuth(
        asked as never,
        answer as never,
        authOptions({
          token: cookies[sessionCookieName()] ?? null,
          origin: { device: 'Test', address: '127.0.0.1' },
          locale: 'en',
        }),
      );
      return undefined;
    })().catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  server.listen(port, 'localhost');
  await once(server, 'listening');
  return {
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** As much of a browser as signing in needs: cookies by host, and redirects one at a time. */
export class TestBrowser {
  readonly #jars = new Map<string, Map<string, string>>();

  cookie(host: string, name: string): string | null {
    return this.#jars.get(host)?.get(name) ?? null;
  }

  setCookie(host: string, name: string, value: string): void {
    this.#jars.set(host, (this.#jars.get(host) ?? new Map<string, string>()).set(name, value));
  }

  async ask(
    address: string,
    form?: Record<string, string>,
  ): Promise<{ status: number; location: string | null; body: string }> {
    const { hostname } = new URL(address);
    const jar = this.#jars.get(hostname) ?? new Map<string, string>();
    this.#jars.set(hostname, jar);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(address, {
      method: form ? 'POST' : 'GET',
      redirect: 'manual',
      headers: { cookie, ...(form ? { 'content-type': 'application/x-www-form-urlencoded' } : {}) },
      ...(form ? { body: new URLSearchParams(form).toString() } : {}),
    });
    for (const line of response.headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split(/; */);
      const name = pair.slice(0, pair.indexOf('='));
      const value = decodeURIComponent(pair.slice(pair.indexOf('=') + 1));
      if (value === '' || attributes.some((attribute) => /^max-age=0$/i.test(attribute))) jar.delete(name);
      else jar.set(name, value);
    }
    const location = response.headers.get('location');
    return {
      status: response.status,
      location: location && new URL(location, address).href,
      body: await response.text(),
    };
  }

  /**
   * Follows redirects until one leads to an address that begins with `until`, which is returned and not asked
   * for.
   */
  async follow(address: string, until: string): Promise<string> {
    for (let next = address, hops = 0; hops < 10; hops++) {
      if (next.startsWith(until)) return next;
      const { location, status, body } = await this.ask(next);
      if (!location) throw new Error(`${next} answered ${status} and led nowhere: ${body.slice(0, 300)}`);
      next = location;
    }
    throw new Error('There was no end to the redirects.');
  }
}
