import { createTransport } from 'nodemailer';
import { env } from '@/lib/platform/env';
import type { WrittenMail } from './types';

/**
 * Where and how mails are handed over. A server that says nothing for longer than its limit counts as failed.
 */
export type SmtpServer = {
  host: string;
  port: number;
  /**
   * SSL: from the first byte on; STARTTLS: before anything is said; OFFERED: when the server offers it,
   * whatever its certificate.
   */
  encryption: 'SSL' | 'STARTTLS' | 'OFFERED';
  auth: { user: string; pass: string } | null;
  from: string;
  limits: { connectMs: number; greetingMs: number; silenceMs: number };
};

/** The server that is configured, or null. */
export function configuredServer(): SmtpServer | null {
  const {
    SMTP_HOST: host,
    SMTP_PORT,
    SMTP_USERNAME: user,
    SMTP_PASSWORD: pass,
    SMTP_USE_SSL,
    SMTP_USE_TLS,
    SMTP_FROM: from,
  } = env();
  if (!host || !from) return null;
  return {
    host,
    port: SMTP_PORT ?? (SMTP_USE_SSL ? 465 : 587),
    encryption: SMTP_USE_SSL ? 'SSL' : SMTP_USE_TLS ? 'STARTTLS' : 'OFFERED',
    auth: user && pass ? { user, pass } : null,
    from,
    limits: { connectMs: 10_000, greetingMs: 10_000, silenceMs: 20_000 },
  };
}

/**
 * A mail that did not go out. It carries no word of the server's answer: those repeat addresses, and errors
 * are kept with their job. `permanent` is a refusal of this recipient or this mail (5xx); everything else, a
 * wrong password too, can be mended and is worth another try.
 */
export class NotDelivered extends Error {
  override readonly name = 'NotDelivered';

  constructor(
    readonly code: string,
    readonly permanent: boolean,
  ) {
    super(`The mail server did not take the mail (${code}).`);
  }
}

/**
 * Hands a mail to the server and resolves once it has taken it. Throws NotDelivered.
 *
 * Its Message-ID comes from `id`. When Saldo dies between the server's OK and its own note of it, the mail is
 * sent again: SMTP has no way to ask whether it went. The same Message-ID is what lets mail programs and
 * servers recognise the second as the first.
 */
export async function deliver(server: SmtpServer, id: string, mail: WrittenMail): Promise<void> {
  const { host, port, encryption, auth, from, limits } = server;
  const transport = createTransport({
    host,
    port,
    secure: encryption === 'SSL',
    requireTLS: encryption === 'STARTTLS',
    // Where encryption is not asked for, an attacker could leave the offer out: insisting on the certificate
    // would protect nobody.
    tls: { rejectUnauthorized: encryption !== 'OFFERED' },
    ...(auth ? { auth } : {}),
    dnsTimeout: limits.connectMs,
    connectionTimeout: limits.connectMs,
    greetingTimeout: limits.greetingMs,
    socketTimeout: limits.silenceMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    await transport.sendMail({
      from,
      to: { name: '', address: mail.to },
      subject: mail.subject,
      text: mail.text,
      html: mail.html,
      messageId: `<${id}@${domainOf(from)}>`,
      // Out-of-office answers to a machine help nobody.
      headers: { 'Auto-Submitted': 'auto-generated' },
    });
  } catch (error) {
    throw notDelivered(error);
  } finally {
    transport.close();
  }
}

function domainOf(from: string): string {
  return /@([^\s<>@]+)>?$/.exec(from)?.[1] ?? 'localhost';
}

function notDelivered(error: unknown): NotDelivered {
  const {
    code = 'ERROR',
    responseCode,
    command,
  } = error as { code?: string; responseCode?: number; command?: string };
  const refused =
    responseCode !== undefined && responseCode >= 500 && (command === 'RCPT TO' || command === 'DATA');
  return new NotDelivered(String(responseCode ?? code), refused);
}
