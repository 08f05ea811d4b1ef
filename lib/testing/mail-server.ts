import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import type { SmtpServer } from '@/lib/platform/mail/smtp';

export type ReceivedMail = ParsedMail & {
  to: string;
  secure: boolean;
  html: string;
  text: string;
  subject: string;
};

const SERVER: Omit<SmtpServer, 'port'> = {
  host: '127.0.0.1',
  encryption: 'OFFERED',
  auth: null,
  from: 'Saldo <saldo@saldo.example>',
  limits: { connectMs: 2_000, greetingMs: 2_000, silenceMs: 2_000 },
};

/**
 * A mail server that keeps what it is given. Without `options` it takes everything unencrypted from anybody.
 */
export async function startMailServer(
  options: SMTPServerOptions = {},
): Promise<{ server: SmtpServer; received: ReceivedMail[]; close: () => Promise<void> }> {
  const received: ReceivedMail[] = [];
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, { envelope, secure }, done) => {
      void simpleParser(stream).then((mail) => {
        received.push({
          ...mail,
          to: envelope.rcptTo.map(({ address }) => address).join(),
          secure,
          html: mail.html || '',
          text: mail.text ?? '',
          subject: mail.subject ?? '',
        } as ReceivedMail);
        done();
      }, done);
    },
    ...options,
  });
  // A client that goes away in the middle is what some tests are about.
  smtp.on('error', () => undefined);
  smtp.listen(0, '127.0.0.1');
  await once(smtp.server, 'listening');
  const { port } = smtp.server.address() as AddressInfo;
  return {
    server: { ...SERVER, port },
    received,
    close: () => new Promise((resolve) => smtp.close(() => resolve())),
  };
}

/** A server that behaves as `talk` does, line by line. */
export async function startTalker(
  talk: (socket: Socket, line: string | null) => void,
): Promise<{ server: SmtpServer; connections: () => number; close: () => Promise<void> }> {
  const sockets = new Set<Socket>();
  const talker = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    talk(socket, null);
    let rest = '';
    socket.on('data', (data) => {
      const lines = (rest + data.toString('latin1')).split('\r\n');
      rest = lines.pop() ?? '';
      for (const line of lines) talk(socket, line);
    });
  });
  talker.listen(0, '127.0.0.1');
  await once(talker, 'listening');
  const { port } = talker.address() as AddressInfo;
  const close = () => {
    for (const socket of sockets) socket.destroy();
    return new Promise<void>((resolve) => talker.close(() => resolve()));
  };
  return { server: { ...SERVER, port }, connections: () => sockets.size, close };
}
