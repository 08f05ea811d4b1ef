import type { IncomingMessage } from 'node:http';
import proxyAddress from 'proxy-addr';
import { env } from '@/lib/platform/env';

/**
 * Set by the server on every request: pages and the API cannot see who is at the other end of the connection.
 */
export const CLIENT_ADDRESS_HEADER = 'x-saldo-client-address';

let trusted: { text: string; isTrusted: (address: string, hop: number) => boolean } | undefined;

/**
 * Marks a request with the address it comes from: that of its socket, or what the proxies of TRUSTED_PROXIES
 * say about it. What anybody else writes into X-Forwarded-For does not count (ASVS 5.0, 4.1.3), and neither
 * does a caller's own header of our name.
 */
export function markClientAddress(
  request: IncomingMessage,
  trustedProxies: string = env().TRUSTED_PROXIES,
): void {
  delete request.headers['x-saldo-client-address'];
  if (!request.socket.remoteAddress) return;
  request.headers[CLIENT_ADDRESS_HEADER] = withoutMapping(proxyAddress(request, trust(trustedProxies)));
}

/** Whether the other end of the connection is a proxy of TRUSTED_PROXIES. */
export function comesFromProxy(
  request: IncomingMessage,
  trustedProxies: string = env().TRUSTED_PROXIES,
): boolean {
  const { remoteAddress } = request.socket;
  return remoteAddress !== undefined && trust(trustedProxies)(remoteAddress, 0);
}

function trust(trustedProxies: string): (address: string, hop: number) => boolean {
  if (trusted?.text !== trustedProxies) {
    trusted = {
      text: trustedProxies,
      isTrusted: proxyAddress.compile(
        trustedProxies
          .split(',')
          .map((part) => part.trim())
          .filter(Boolean),
      ),
    };
  }
  return trusted.isTrusted;
}

/** An IPv4 address that came over an IPv6 socket is written as one. */
function withoutMapping(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '');
}
