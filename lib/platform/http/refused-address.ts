import type { ServerResponse } from 'node:http';

/**
 * Refuses an address whose percent signs do not stand for characters, which Next would take for a failure of
 * its own. Says whether it did.
 */
export function refusedAddress(response: ServerResponse, path: string): boolean {
  try {
    decodeURIComponent(path);
    return false;
  } catch {
    response
      .writeHead(400, { 'Content-Type': 'text/plain; charset=utf-8' })
      .end('This address cannot be read: check it, and write a percent sign as %25.\n');
    return true;
  }
}
