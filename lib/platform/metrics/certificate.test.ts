import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { needProgram } from '@/infra/src/testing/debian';
import { certificateEndOf } from './certificate';

/** A key and a certificate for localhost that ends in so many days, by OpenSSL's own command. */
function makeCertificate(days: number): { key: Buffer; cert: Buffer } {
  const folder = mkdtempSync(path.join(tmpdir(), 'saldo-certificate-'));
  try {
    const [key, cert] = ['key', 'cert'].map((name) => path.join(folder, name)) as [string, string];
    execFileSync(
      'openssl',
      [
        'req',
        '-x509',
        '-newkey',
        'ec',
        '-pkeyopt',
        'ec_paramgen_curve:P-256',
        '-nodes',
        '-subj',
        '/CN=localhost',
        '-days',
        String(days),
        '-keyout',
        key,
        '-out',
        cert,
      ],
      { stdio: 'ignore' },
    );
    return { key: readFileSync(key), cert: readFileSync(cert) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

beforeAll(() => needProgram('openssl', 'openssl'));

async function portOf(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

test('tells when the certificate of a host ends, whether anybody trusts it or not', async () => {
  const server = createTlsServer(makeCertificate(20), (socket) => socket.on('error', () => undefined));
  const end = await certificateEndOf('localhost', await portOf(server));
  await new Promise((resolve) => server.close(resolve));
  const days = ((end ?? 0) - Date.now() / 1000) / 86_400;
  expect(days).toBeGreaterThan(19.9);
  expect(days).toBeLessThan(20.1);
});

test('tells nothing of a port that speaks no TLS, or that nobody listens at', async () => {
  const server = createServer((socket) =>
    socket
      .on('error', () => undefined)
      .resume()
      .end('HTTP/1.1 400 Bad Request\r\n\r\n'),
  );
  const port = await portOf(server);
  expect(await certificateEndOf('localhost', port)).toBeUndefined();
  await new Promise((resolve) => server.close(resolve));
  expect(await certificateEndOf('localhost', port)).toBeUndefined();
});
