import type { IncomingMessage } from 'node:http';
import { BlockList } from 'node:net';
import { env } from '@/lib/platform/env';

/**
 * Set by the server on requests that may see the local inbox, and on no others: pages cannot see who is at
 * the other end.
 */
export const LOCAL_INBOX_HEADER = 'x-saldo-local-inbox';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/**
 * Marks a request that may see the mails kept on this computer. It has to come from this computer by the
 * address of its socket, which nobody can make up as they can a header, and to ask for this computer by name:
 * a page elsewhere whose name was pointed here (DNS rebinding), or a proxy on this computer that serves
 * others, asks for another one.
 */
export function markLocalInbox(
  request: IncomingMessage,
  inbox: 'local' | null = env().MAIL_INBOX ?? null,
): void {
  // A caller's own header of that name must not count.
  delete request.headers['x-saldo-local-inbox'];
  if (inbox === 'local' && isLoopback(request.socket.remoteAddress) && isLocalName(request.headers.host))
    request.headers[LOCAL_INBOX_HEADER] = '1';
}

function isLoopback(address: string | undefined): boolean {
  return address !== undefined && loopback.check(address, address.includes(':') ? 'ipv6' : 'ipv4');
}

function isLocalName(host: string | undefined): boolean {
  return /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i.test(host ?? '');
}
