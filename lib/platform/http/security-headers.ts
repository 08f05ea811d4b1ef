import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { isHttps } from '@/lib/platform/one-time/token';
import { env } from '@/lib/platform/env';

/**
 * Headers of every answer, set before anything else runs so that errors carry them too.
 *
 * Pages get a policy with a fresh nonce; Next reads it from the request's own header and puts it on its
 * scripts. Apollo Sandbox, which loads its page from Apollo, has a policy of its own on its own address only.
 */
export function securityHeaders(request: IncomingMessage, response: ServerResponse, path: string): void {
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Referrer-Policy', 'strict-origin-when-cross-origin');
  response.setHeader('X-Frame-Options', 'DENY');
  response.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
  response.setHeader('Permissions-Policy', 'camera=(), microphone=(), geolocation=(), payment=()');
  if (isHttps()) response.setHeader('Strict-Transport-Security', 'max-age=31536000; includeSubDomains');
  // Only this server says which page was asked for; a caller's own header of that name must not count.
  request.headers['x-saldo-path'] = request.url ?? '/';
  delete request.headers['x-middleware-subrequest'];
  if (path === '/api/graphql') {
    response.setHeader('Content-Security-Policy', SANDBOX_POLICY);
    return;
  }
  // Apollo Sandbox opens windows of its own; nothing else here does.
  response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
  if (path.startsWith('/_next/static/')) return;
  // What may be kept says so itself.
  response.setHeader('Cache-Control', 'no-store');
  const policy = pagePolicy(randomBytes(16).toString('base64'));
  request.headers['content-security-policy'] = policy;
  response.setHeader('Content-Security-Policy', policy);
}

function pagePolicy(nonce: string): string {
  const development = env().NODE_ENV === 'development';
  return [
    "default-src 'self'",
    // React's development build evaluates code to show where errors come from.
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ''}`,
    // Positions of popovers, rows of virtual lists and bars of progress are style attributes.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self'${development ? ' ws:' : ''}`,
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

const SANDBOX_POLICY = [
  "default-src 'self' https://*.apollographql.com",
  "script-src 'self' 'unsafe-inline' https://*.apollographql.com https://*.cdn.apollographql.com",
  "style-src 'self' 'unsafe-inline' https://*.apollographql.com https://fonts.googleapis.com",
  "img-src 'self' data: https://*.apollographql.com",
  "font-src 'self' https://fonts.gstatic.com",
  'frame-src https://*.apollographql.com',
  "frame-ancestors 'none'",
].join('; ');
