import { connect } from 'node:tls';
import { env } from '@/lib/platform/env';
import { metrics } from './metrics';

const PATIENCE_MS = 3_000;
/**
 * A certificate changes every few weeks, and an address that does not answer must not hold up each scrape.
 */
const KEPT_MS = 10 * 60_000;

let last: { at: number; done: Promise<void> } | undefined;

/**
 * Sets when the certificate ends that people are shown at NEXTAUTH_URL. Nothing is set without HTTPS, or when
 * nobody answers there.
 */
export function measureCertificate(): Promise<void> {
  if (!last || Date.now() - last.at >= KEPT_MS) last = { at: Date.now(), done: measure() };
  return last.done;
}

async function measure(): Promise<void> {
  const { certificateEnd } = metrics();
  certificateEnd.remove();
  const url = new URL(env().NEXTAUTH_URL ?? 'http://localhost');
  const end =
    url.protocol === 'https:' ? await certificateEndOf(url.hostname, Number(url.port || 443)) : undefined;
  if (end !== undefined) certificateEnd.set(end);
}

/**
 * When the certificate ends that is shown to anyone who calls a host by its name, in seconds since 1970;
 * undefined when nobody answers.
 */
export function certificateEndOf(host: string, port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    // One that has ended already, or is trusted by nobody, is to be told as well.
    const socket = connect({ host, port, servername: host, rejectUnauthorized: false, timeout: PATIENCE_MS });
    const end = (result?: number) => {
      socket.destroy();
      resolve(result);
    };
    socket.once('secureConnect', () => end(Date.parse(socket.getPeerCertificate().valid_to) / 1000));
    socket.once('timeout', () => end());
    socket.once('error', () => end());
  });
}
