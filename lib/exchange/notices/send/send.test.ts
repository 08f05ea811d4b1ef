import { v7 as uuidv7 } from 'uuid';
import type { HouseholdId } from '@/lib/platform/scope';
import { addDays } from '@/lib/core/dates/local-date';
import { db, inTransaction } from '@/lib/platform/db/pool';
import { PermanentFailure } from '@/lib/platform/jobs/jobs';
import { stopQueue } from '@/lib/platform/jobs/queue';
import { categoryId, createAccount, createHousehold, createTransaction } from '@/lib/testing/builders';
import { setUpTestDatabase } from '@/lib/testing/database';
import { startMailServer, startTalker } from '@/lib/testing/mail-server';
import { householdVault } from '@/lib/platform/vault/household-vault';
import { queueMail } from '@/lib/platform/mail/queue';
import type { MailAbout, SealedMail } from '@/lib/platform/mail/types';
import { sendMail } from './mutations';
import type { SmtpServer } from '@/lib/platform/mail/smtp';

setUpTestDatabase();
afterAll(stopQueue);

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});
async function open<T extends { close: () => Promise<void> }>(starting: Promise<T>): Promise<T> {
  const started = await starting;
  closing.push(started.close);
  return started;
}
const through = (server: SmtpServer) => ({ outbox: { server, inbox: false } });
/** Short enough to wait for. */
const impatient = (server: SmtpServer): SmtpServer => ({
  ...server,
  limits: { connectMs: 150, greetingMs: 150, silenceMs: 150 },
});

type Person = { householdId: HouseholdId; userId: string; email: string };
async function queued(
  { householdId, userId }: Person,
  about: MailAbout = { kind: 'WELCOME' },
): Promise<string> {
  const key = uuidv7();
  await inTransaction((tx) => queueMail(tx, { householdId, userId, key, about }));
  const { rows } = await db().query<{ id: string }>('SELECT id FROM mail WHERE key = $1', [key]);
  return rows[0]!.id;
}
async function stateOf(id: string): Promise<string | undefined> {
  const { rows } = await db().query<{ state: string }>('SELECT state FROM mail WHERE id = $1', [id]);
  return rows[0]?.state;
}
async function connected(
  { householdId, userId }: Person,
  columns: { state?: string; endsAt?: Date | null; failures?: number } = {},
): Promise<string> {
  const id = uuidv7();
  const sealed = (await householdVault(householdId)).seal('bank_connection', id, {
    tokens: {},
    problem: null,
  });
  await db().query(
    `INSERT INTO bank_connection (id, household_id, user_id, provider, state, sealed, consent_ends_at,
      failures) VALUES ($1, $2, $3, 'fio', $4, $5, $6, $7)`,
    [
      id,
      householdId,
      userId,
      columns.state ?? 'ACTIVE',
      sealed,
      columns.endsAt ?? null,
      columns.failures ?? 0,
    ],
  );
  return id;
}
async function imported({ householdId, userId }: Person, fileName: string, status = 'DONE'): Promise<string> {
  const id = uuidv7();
  const sealed = (await householdVault(householdId)).seal('import', id, { fileName });
  await db().query(
    `INSERT INTO import (id, household_id, user_id, status, header_fingerprint, mapping, sealed, rows_total,
      rows_added, rows_known) VALUES ($1, $2, $3, $4, '', '{}', $5, 1500, 1200, 300)`,
    [id, householdId, userId, status, sealed],
  );
  return id;
}

describe('a mail server that works', () => {
  test('is given the mail as text and as HTML, and the mail is SENT', async () => {
    const { server, received } = await open(startMailServer());
    const person = await createHousehold();
    const id = await queued(person);
    await sendMail(person.householdId, id, through(server));
    expect(received).toMatchObject([
      {
        to: person.email,
        subject: 'Welcome to Saldo',
        messageId: `<${id}@saldo.example>`,
        from: { value: [{ name: 'Saldo', address: 'saldo@saldo.example' }] },
      },
    ]);
    expect(received[0]!.text).toContain('Your household is ready.');
    expect(received[0]!.html).toContain('Your household is ready.');
    expect(received[0]!.headers.get('auto-submitted')).toBe('auto-generated');
    expect(await stateOf(id)).toBe('SENT');
  });

  test('is not left with what was written in our database', async () => {
    const { server } = await open(startMailServer());
    const person = await createHousehold();
    const id = await queued(person);
    await sendMail(person.householdId, id, through(server));
    const { rows } = await db().query<{ sealed: Buffer }>('SELECT sealed FROM mail WHERE id = $1', [id]);
    expect((await householdVault(person.householdId)).open<SealedMail>('mail', id, rows[0]!.sealed)).toEqual({
      about: { kind: 'WELCOME' },
    });
  });

  test('gets the language that its reader has by then', async () => {
    const { server, received } = await open(startMailServer());
    const person = await createHousehold();
    const id = await queued(person);
    await db().query(`UPDATE "user" SET locale = 'cs' WHERE id = $1`, [person.userId]);
    await sendMail(person.householdId, id, through(server));
    expect(received).toMatchObject([{ subject: 'Vítejte v Saldu' }]);
  });

  test('gets one mail when two workers have the same job at once, and none when it is repeated', async () => {
    const { server, received } = await open(startMailServer());
    const person = await createHousehold();
    const id = await queued(person);
    await Promise.all([
      sendMail(person.householdId, id, through(server)),
      sendMail(person.householdId, id, through(server)),
    ]);
    await sendMail(person.householdId, id, through(server));
    expect(received).toHaveLength(1);
  });

  test('gets nothing of a household that the mail is not of', async () => {
    const { server, received } = await open(startMailServer());
    const [person, other] = [await createHousehold(), await createHousehold()];
    const id = await queued(person);
    await sendMail(other.householdId, id, through(server));
    expect(received).toEqual([]);
    expect(await stateOf(id)).toBe('QUEUED');
  });

  test('gets nothing for who has left the household, and nothing that tells of another one', async () => {
    const { server, received } = await open(startMailServer());
    const [person, other] = [await createHousehold(), await createHousehold()];
    const foreign = await queued(person, {
      kind: 'IMPORT_DONE',
      importId: await imported(other, 'secret.csv'),
    });
    await sendMail(person.householdId, foreign, through(server));
    const left = await queued(person);
    await db().query('DELETE FROM membership WHERE user_id = $1', [person.userId]);
    await sendMail(person.householdId, left, through(server));
    expect(received).toEqual([]);
    expect([await stateOf(foreign), await stateOf(left)]).toEqual([undefined, undefined]);
  });

  test('gets nothing for the demo household, whose address is made up', async () => {
    const { server, received } = await open(startMailServer());
    const person = await createHousehold();
    await db().query('UPDATE household SET demo = true WHERE id = $1', [person.householdId]);
    const id = await queued(person);
    await sendMail(person.householdId, id, through(server));
    expect(received).toEqual([]);
    expect(await stateOf(id)).toBe('FAILED');
  });
});

describe('a mail server that does not work', () => {
  test.each([
    [
      'is not there',
      async () => ({
        server: { ...(await closed()), limits: { connectMs: 150, greetingMs: 150, silenceMs: 150 } },
      }),
    ],
    ['never greets', async () => open(startTalker(() => undefined))],
    [
      'falls silent after its greeting',
      async () => open(startTalker((socket, line) => line === null && socket.write('220 hello\r\n'))),
    ],
    ['hangs up', async () => open(startTalker((socket) => socket.destroy()))],
    [
      'wants another password',
      async () =>
        open(
          startMailServer({ authOptional: false, onAuth: (_auth, _session, done) => done(new Error('no')) }),
        ),
    ],
    [
      'is full for the moment',
      async () =>
        open(
          startMailServer({
            onRcptTo: (_address, _session, done) =>
              done(Object.assign(new Error('later'), { responseCode: 451 })),
          }),
        ),
    ],
    [
      'refuses the sender',
      async () =>
        open(
          startMailServer({
            onMailFrom: (_address, _session, done) =>
              done(Object.assign(new Error('no'), { responseCode: 550 })),
          }),
        ),
    ],
  ])('that %s leaves the mail QUEUED for another try', async (_name, start) => {
    const { server } = await start();
    const person = await createHousehold();
    const id = await queued(person);
    const sending = sendMail(
      person.householdId,
      id,
      through(impatient({ ...server, auth: { user: 'a', pass: 'b' } })),
    );
    await expect(sending).rejects.toMatchObject({ name: 'NotDelivered', permanent: false });
    expect(await stateOf(id)).toBe('QUEUED');
  });

  test.each([
    [
      'the recipient',
      {
        onRcptTo: (_address: unknown, _session: unknown, done: (error: Error) => void) =>
          done(Object.assign(new Error('no such person <jana@example.com>'), { responseCode: 550 })),
      },
    ],
    [
      'the mail',
      {
        onData: (stream: NodeJS.ReadableStream, _session: unknown, done: (error: Error) => void) =>
          stream.resume().on('end', () => done(Object.assign(new Error('spam'), { responseCode: 554 }))),
      },
    ],
  ])(
    'refuses %s for good: the mail is FAILED, the job too, and a person may have it tried again',
    async (_name, options) => {
      const { server } = await open(startMailServer(options));
      const person = await createHousehold();
      const id = await queued(person);
      await expect(sendMail(person.householdId, id, through(server))).rejects.toThrow(PermanentFailure);
      expect(await stateOf(id)).toBe('FAILED');
      const { server: mended, received } = await open(startMailServer());
      await sendMail(person.householdId, id, through(mended));
      expect(received).toHaveLength(1);
      expect(await stateOf(id)).toBe('SENT');
    },
  );

  test('keeps neither address nor answer in the error, which is stored with the job', async () => {
    const person = await createHousehold();
    const { server } = await open(
      startMailServer({
        onRcptTo: (_address, _session, done) =>
          done(Object.assign(new Error(`<${person.email}> unknown`), { responseCode: 550 })),
      }),
    );
    const error: unknown = await sendMail(person.householdId, await queued(person), through(server)).catch(
      (thrown: unknown) => thrown,
    );
    expect((error as Error).message).toBe('The mail server did not take the mail (550).');
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain(person.email);
  });

  test('drops the line after it took the mail: the second copy carries the first one’s Message-ID', async () => {
    const ids: string[] = [];
    let inData = false;
    const { server } = await open(
      startTalker((socket, line) => {
        if (line === null) return void socket.write('220 hello\r\n');
        if (inData) {
          if (/^message-id:/i.test(line)) ids.push(line);
          if (line === '.') socket.destroy();
          return undefined;
        }
        inData = line === 'DATA';
        return void socket.write(inData ? '354 go on\r\n' : '250 ok\r\n');
      }),
    );
    const person = await createHousehold();
    const id = await queued(person);
    for (let attempt = 0; attempt < 2; attempt++) {
      inData = false;
      await expect(sendMail(person.householdId, id, through(impatient(server)))).rejects.toMatchObject({
        permanent: false,
      });
    }
    expect(ids).toEqual([`Message-ID: <${id}@saldo.example>`, `Message-ID: <${id}@saldo.example>`]);
  });
});

describe('encryption', () => {
  // The mail server of the tests warns that its certificate is nobody's, which is what it is wanted for.
  beforeEach(() => jest.spyOn(console, 'error').mockImplementation());
  afterEach(() => jest.restoreAllMocks());

  test('is used where the server offers it, and signing in waits for it', async () => {
    const { server, received } = await open(
      startMailServer({
        authOptional: false,
        disabledCommands: [],
        onAuth: ({ username, password }, _session, done) =>
          username === 'saldo' && password === 'pass' ? done(null, { user: 'saldo' }) : done(new Error('no')),
      }),
    );
    const person = await createHousehold();
    const id = await queued(person);
    await sendMail(person.householdId, id, through({ ...server, auth: { user: 'saldo', pass: 'pass' } }));
    expect(received).toMatchObject([{ secure: true, to: person.email }]);
  });
  test.each([
    ['offers no STARTTLS', 'STARTTLS', {}],
    ['has a certificate that nobody vouches for', 'STARTTLS', { disabledCommands: [] }],
    ['has a certificate that nobody vouches for, from the first byte on', 'SSL', { secure: true }],
  ] as const)(
    'is waited for where it is required: no mail goes to a server that %s',
    async (_name, encryption, options) => {
      const { server, received } = await open(
        startMailServer({ ...options, disabledCommands: 'disabledCommands' in options ? [] : ['STARTTLS'] }),
      );
      const person = await createHousehold();
      await expect(
        sendMail(person.householdId, await queued(person), through({ ...server, encryption })),
      ).rejects.toMatchObject({ permanent: false });
      expect(received).toEqual([]);
    },
  );
});

async function closed(): Promise<SmtpServer> {
  const { server, close } = await startMailServer();
  await close();
  return server;
}

describe('without a server', () => {
  test('a mail is kept for the local inbox', async () => {
    const person = await createHousehold();
    const id = await queued(person);
    await sendMail(person.householdId, id, { outbox: { server: null, inbox: true } });
    const { rows } = await db().query<{ sealed: Buffer; state: string; sent_at: Date | null }>(
      'SELECT sealed, state, sent_at FROM mail WHERE id = $1',
      [id],
    );
    expect(rows[0]).toMatchObject({ state: 'SENT', sent_at: expect.any(Date) });
    expect(
      (await householdVault(person.householdId)).open<SealedMail>('mail', id, rows[0]!.sealed).written,
    ).toMatchObject({ to: person.email, subject: 'Welcome to Saldo' });
  });

  test('and without a local inbox a mail ends as FAILED, with no error to try again for', async () => {
    const person = await createHousehold();
    const id = await queued(person);
    await sendMail(person.householdId, id, { outbox: { server: null, inbox: false } });
    expect(await stateOf(id)).toBe('FAILED');
  });
});

describe('what a mail tells', () => {
  const now = new Date('2026-05-01T06:00:00Z');
  const sent = async (person: Person, about: MailAbout) => {
    const { server, received } = await open(startMailServer());
    const id = await queued(person, about);
    await sendMail(person.householdId, id, { now, ...through(server) });
    return { mail: received[0], state: await stateOf(id) };
  };

  test('is how many days are left of a consent when it is sent', async () => {
    const person = await createHousehold();
    const connectionId = await connected(person, { endsAt: new Date('2026-05-08T10:00:00Z') });
    const { mail } = await sent(person, {
      kind: 'CONSENT_ENDS',
      connectionId,
      provider: 'fio',
      daysLeft: 14,
    });
    expect(mail?.subject).toBe('Fio banka: access ends in 7 days');
  });

  test.each([
    [
      'that was renewed',
      async (person: Person) => connected(person, { endsAt: new Date('2026-10-01T10:00:00Z') }),
    ],
    [
      'that is over already',
      async (person: Person) => connected(person, { endsAt: new Date('2026-04-30T10:00:00Z') }),
    ],
    [
      'that the bank took back',
      async (person: Person) =>
        connected(person, { state: 'ENDED', endsAt: new Date('2026-05-08T10:00:00Z') }),
    ],
    ['of a connection that was removed', async () => uuidv7()],
    [
      'of another household',
      async () => connected(await createHousehold(), { endsAt: new Date('2026-05-08T10:00:00Z') }),
    ],
  ])('is nothing about a consent %s', async (_name, connect) => {
    const person = await createHousehold();
    expect(
      await sent(person, {
        kind: 'CONSENT_ENDS',
        connectionId: await connect(person),
        provider: 'fio',
        daysLeft: 7,
      }),
    ).toEqual({ mail: undefined, state: undefined });
  });

  test('is nothing about a connection that works again', async () => {
    const person = await createHousehold();
    const failing = await connected(person, { failures: 4 });
    expect(
      (await sent(person, { kind: 'SYNC_FAILING', connectionId: failing, provider: 'fio', ended: false }))
        .mail?.subject,
    ).toBe('Fio banka: fetching keeps failing');
    await db().query('UPDATE bank_connection SET failures = 0 WHERE id = $1', [failing]);
    expect(
      await sent(person, { kind: 'SYNC_FAILING', connectionId: failing, provider: 'fio', ended: false }),
    ).toEqual({ mail: undefined, state: undefined });
    const ended = await connected(person, { state: 'ENDED' });
    expect(
      (await sent(person, { kind: 'SYNC_FAILING', connectionId: ended, provider: 'fio', ended: true })).mail
        ?.subject,
    ).toBe('Fio banka: access has ended');
  });

  test('is nothing about an import that was reverted', async () => {
    const person = await createHousehold();
    const done = await sent(person, { kind: 'IMPORT_DONE', importId: await imported(person, 'leden.csv') });
    expect(done.mail?.text).toContain('“leden.csv”');
    expect(
      await sent(person, { kind: 'IMPORT_DONE', importId: await imported(person, 'leden.csv', 'REVERTED') }),
    ).toEqual({ mail: undefined, state: undefined });
  });

  test('is the sums of the month that ended, by category of the first level, with what could not be converted', async () => {
    const person = await createHousehold();
    await db().query('UPDATE "user" SET monthly_summary = true WHERE id = $1', [person.userId]);
    const account = await createAccount(person.householdId, { openingBalance: '1000.00' });
    const yen = await createAccount(person.householdId, { currency: 'JPY' });
    const [fuel, car, groceries] = await Promise.all(
      ['Fuel', 'Car', 'Groceries'].map((name) => categoryId(person.householdId, name)),
    );
    const add = (date: string, amount: string, category?: string) =>
      createTransaction(person.householdId, account.id, {
        date,
        amount,
        ...(category ? { categoryId: category } : {}),
      });
    await add('2026-04-01', '50000.00');
    await add('2026-04-02', '-800.00', fuel);
    await add('2026-04-30', '-200.50', car);
    await add('2026-03-31', '-900.00', fuel);
    await add('2026-04-15', '-1200.00', groceries);
    await add('2026-05-01', '-7777.00', groceries);
    await createTransaction(person.householdId, yen.id, { date: '2026-04-20', amount: '-5000' });
    const { mail } = await sent(person, { kind: 'MONTHLY_SUMMARY', month: '2026-04-01' });
    const text = mail!.text.replaceAll('\u00a0', ' ');
    for (const line of [
      'Income: +CZK 50,000.00',
      'Expenses: \u2212CZK 2,200.50',
      'Net: +CZK 47,799.50',
      'Net worth on 30 Apr 2026: CZK 47,899.50',
      'Groceries: \u2212CZK 1,200.00 (nothing then)',
      'Transport: \u2212CZK 1,000.50 (CZK 100.50 more)',
      '2 amounts left out: \u2212JP¥5,000 that went out, \u2212JP¥5,000 owed. No exchange rate is known for them.',
    ]) {
      expect(text).toContain(`\n${line}\n`);
    }
  });

  test('is no summary for who did not ask for one, or does not want it any more', async () => {
    const person = await createHousehold();
    await createAccount(person.householdId);
    expect(await sent(person, { kind: 'MONTHLY_SUMMARY', month: addDays('2026-03-31', 1) })).toEqual({
      mail: undefined,
      state: undefined,
    });
  });
});
