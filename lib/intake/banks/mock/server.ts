import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { LocalDate } from '@/lib/core/dates/local-date';
import { answerAccounts } from './account-routes';
import { json, problem } from './answers';
import { bankState, type BankState, type MockBankOptions } from './bank';
import { decideAuthorization, grantTokens, revokeTokens, showAuthorization } from './consent-routes';
import { faultSchema, playFault, type Fault } from './faults';
import type { MovementState } from './types';

export type { Fault } from './faults';
export type { MockBankOptions, WrittenAccount, WrittenMovement } from './bank';

/**
 * What really happened: `date` is the day of the purchase, `bookedOn` is null until it is booked. Amounts in
 * minor units of the account.
 */
export type TruthRow = {
  key: string;
  date: LocalDate;
  amountMinor: bigint;
  text: string;
  state: MovementState;
  bookedOn: LocalDate | null;
};

export type MockBank = {
  /** Where it listens; without a port an address that only `fetch` below understands. */
  url: string;
  /** Asks the bank without a socket. */
  fetch: typeof fetch;
  /**
   * Plays the customer on the pages behind a `beginConsent` address. All accounts of the first customer are
   * shared unless said otherwise.
   */
  authorise: (
    url: string,
    choice?: { customer?: string; accounts?: string[] },
  ) => Promise<{ code: string; state: string }>;
  /**
   * Plays a fault now and returns the truth keys of the transactions it is about. Throws a RangeError when no
   * transaction fits.
   */
  play: (fault: Fault) => string[];
  /** Ends the faults that last. */
  clear: () => void;
  /** Everything that has happened on an account by now, oldest first, and its booked balance. */
  truth: (accountNumber: string) => { rows: TruthRow[]; bookedBalanceMinor: bigint };
  /**
   * The key of what a served row (as parsed JSON) is, as of the last time it was served; null for a row that
   * never happened. Twins without ids cannot be told apart: either key.
   */
  truthKeyOf: (row: unknown) => string | null;
  close: () => Promise<void>;
};

/**
 * Starts a bank with invented customers that serves OAuth pages and a REST API, and keeps producing
 * transactions as its clock runs. The same seed gives the same history at every start.
 */
export async function startMockBank(options: MockBankOptions = {}): Promise<MockBank> {
  const state = bankState(options);
  const answer = (request: Request) => route(state, request, options.control ?? false);
  const ask: typeof fetch = async (input, init) => answer(new Request(input, init));
  const server =
    options.port === undefined
      ? null
      : createServer((request, response) => void relay(answer, request, response));
  if (server)
    await new Promise<void>((resolve, reject) =>
      server.once('error', reject).listen(options.port, options.host ?? '127.0.0.1', resolve),
    );
  const url = server ? `http://localhost:${(server.address() as AddressInfo).port}` : 'http://localhost';

  return {
    url,
    fetch: ask,
    authorise: (consentUrl, choice) => authorise(state, ask, consentUrl, choice),
    play: (fault) => playFault(state, fault),
    clear: () => clearFaults(state),
    truth: (accountNumber) => truth(state, accountNumber),
    truthKeyOf: (row) => state.served.get(JSON.stringify(row)) ?? null,
    close: async () => {
      server?.closeAllConnections();
      if (server) await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function route(state: BankState, request: Request, control: boolean): Promise<Response> {
  const url = new URL(request.url);
  const address = `${request.method} ${url.pathname}`;
  if (address === 'GET /authorize') return showAuthorization(state, url);
  if (address.startsWith('GET /accounts'))
    return answerAccounts(state, url, request.headers.get('authorization'));
  if (control && url.pathname === '/control/faults') return controlFaults(state, request);
  if (request.method === 'POST') {
    const form = new URLSearchParams(await request.text());
    if (url.pathname === '/authorize') return decideAuthorization(state, form);
    if (url.pathname === '/token') return grantTokens(state, form);
    if (url.pathname === '/revoke') return revokeTokens(state, form);
  }
  return problem(404, 'not_found', 'There is nothing at this address.');
}

/** POST plays the fault in the body, DELETE ends those that last. */
async function controlFaults(state: BankState, request: Request): Promise<Response> {
  if (request.method === 'DELETE') {
    clearFaults(state);
    return json(200, {});
  }
  const fault = faultSchema.safeParse(await request.json().catch(() => null));
  if (!fault.success)
    return problem(
      400,
      'invalid_fault',
      `Send one fault as JSON: ${fault.error.issues[0]?.message ?? 'it is none'}.`,
    );
  try {
    return json(200, { keys: playFault(state, fault.data) });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return problem(409, 'no_such_transaction', error.message);
  }
}

function clearFaults(state: BankState): void {
  state.faults.lasting.length = 0;
  state.faults.answers.length = 0;
}

async function relay(
  answer: (request: Request) => Promise<Response>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    const body = pieces.length > 0 ? { body: Buffer.concat(pieces) } : {};
    const {
      status,
      headers,
      body: bytes,
    } = await whole(
      await answer(
        new Request(new URL(request.url ?? '/', `http://${request.headers.host ?? 'localhost'}`), {
          method: request.method ?? 'GET',
          headers: {
            authorization: request.headers.authorization ?? '',
            'content-type': request.headers['content-type'] ?? '',
          },
          ...body,
        }),
      ),
    );
    response.writeHead(status, headers);
    // An answer that promises more than there is breaks off, as on a real network.
    if (Number(headers['content-length'] ?? bytes.length) > bytes.length)
      response.write(bytes, () => response.destroy());
    else response.end(bytes);
  } catch (error) {
    if (response.headersSent || request.destroyed) return;
    console.error(error);
    response.writeHead(500).end();
  }
}

async function whole(
  answer: Response,
): Promise<{ status: number; headers: Record<string, string>; body: Buffer }> {
  return {
    status: answer.status,
    headers: Object.fromEntries(answer.headers),
    body: Buffer.from(await answer.arrayBuffer()),
  };
}

async function authorise(
  state: BankState,
  ask: typeof fetch,
  consentUrl: string,
  { customer, accounts }: { customer?: string; accounts?: string[] } = {},
): Promise<{ code: string; state: string }> {
  const form = new URLSearchParams(new URL(consentUrl).searchParams);
  const who = state.customers.find(({ id }) => customer === undefined || id === customer)!;
  form.set('customer', who.id);
  form.set('decision', 'allow');
  for (const number of accounts ?? who.accounts.map(({ number }) => number)) form.append('account', number);
  const answer = await ask(new URL('/authorize', consentUrl), { method: 'POST', body: form });
  const back = new URL(answer.headers.get('location')!).searchParams;
  return { code: back.get('code')!, state: back.get('state')! };
}

function truth(state: BankState, accountNumber: string): { rows: TruthRow[]; bookedBalanceMinor: bigint } {
  const ledger = state.ledgers.get(accountNumber);
  if (!ledger) throw new Error(`The mock bank has no account ${accountNumber}.`);
  const rows = ledger.at(state.now()).map(({ movement, state: stands, amountMinor }) => ({
    key: movement.key,
    date: movement.date,
    amountMinor,
    text: movement.text,
    state: stands,
    bookedOn: movement.bookedAt <= state.now() ? movement.bookedOn : null,
  }));
  return { rows, bookedBalanceMinor: ledger.bookedBalanceMinor(state.now()) };
}
