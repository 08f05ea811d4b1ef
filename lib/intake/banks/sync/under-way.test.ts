import { db, type Queryable } from '@/lib/platform/db/pool';
import { readReference } from '@/lib/ledger/reference/data';
import { stopQueue } from '@/lib/platform/jobs/queue';
import { createWorld, type World } from '@/lib/testing/bank-world';
import { connected, movement, NUMBER, OTHER, PURCHASES } from '@/lib/testing/connected-bank';
import { setUpTestDatabase } from '@/lib/testing/database';
import { findConnection } from '../connections/data';
import { disconnect, syncConnection } from '../connections/mutations';
import { runSync } from './mutations';

setUpTestDatabase();
afterAll(stopQueue);

describe('a connection that is renewed or changed while a run is under way', () => {
  /** Starts a run that waits at the bank's balance until it is let go. */
  async function heldRun({ householdId, connectionId, provider, clock }: World & { connectionId: string }) {
    let release = () => {};
    let reached = () => {};
    const gate = new Promise<void>((resolve) => (release = resolve));
    const waits = new Promise<void>((resolve) => (reached = resolve));
    const slow = {
      ...provider,
      balance: async (...args: Parameters<typeof provider.balance>) => {
        reached();
        await gate;
        return provider.balance(...args);
      },
    };
    await syncConnection(householdId, connectionId);
    const { rows } = await db().query<{ id: string }>(
      `SELECT id FROM bank_sync WHERE connection_id = $1 AND state = 'QUEUED'`,
      [connectionId],
    );
    const run = runSync(householdId, rows[0]?.id ?? '', { now: clock.now, providerOf: () => slow });
    await waits;
    return { release, run };
  }

  test('keeps the new consent, whatever becomes of the old run', async () => {
    const world = await connected();
    const { release, run } = await heldRun(world);
    world.bank.play({ kind: 'TOKEN_REVOKED' });
    await world.link(world.connectionId);
    release();
    await run;
    expect(await world.sync(world.connectionId, false)).toMatchObject({ state: 'DONE', problem: null });
    expect(
      await findConnection(world.householdId, await readReference(world.householdId), world.connectionId),
    ).toMatchObject({ state: 'ACTIVE', problem: null });
  });

  test('is never read as it was before the run beside the run as it ended', async () => {
    const world = await connected();
    const { householdId, connectionId } = world;
    const { release, run } = await heldRun(world);
    world.bank.play({ kind: 'TOKEN_REVOKED' });
    const endsMeanwhile = async (text: string, values: unknown[]) => {
      const answer = await db().query(text, values);
      release();
      await run;
      return answer;
    };
    const reference = await readReference(householdId);
    const read = await findConnection(householdId, reference, connectionId, {
      query: endsMeanwhile as unknown as Queryable['query'],
    });
    expect(['ACTIVE beside RUNNING', 'ENDED beside FAILED']).toContain(
      `${read?.state} beside ${read?.lastSync?.state}`,
    );
    expect(await findConnection(householdId, reference, connectionId)).toMatchObject({
      state: 'ENDED',
      problem: { code: 'CONSENT_ENDED' },
      lastSync: { state: 'FAILED', problem: { code: 'CONSENT_ENDED' }, finishedAt: expect.any(Date) },
    });
  });

  test('fetches an account that was chosen meanwhile at once', async () => {
    const account = (number: string) => ({
      number,
      name: `Account ${number.slice(-4)}`,
      currency: 'CZK',
      type: 'CHECKING' as const,
      openingMinor: 0n,
      movements: [movement('a', '2026-03-04', -12_000n, `Shop ${number.slice(-4)}`)],
    });
    const world = await createWorld([account(NUMBER), account(OTHER)]);
    const connectionId = await world.link(null);
    await world.follow(connectionId, (number) => (number === NUMBER ? { newAccount: true } : {}));
    const { release, run } = await heldRun({ ...world, connectionId });
    const [first] = (await readReference(world.householdId)).accounts.values();
    await world.follow(connectionId, (number) =>
      number === NUMBER ? { accountId: first?.id ?? '' } : { newAccount: true },
    );
    release();
    await run;
    await world.sync(connectionId, false);
    expect((await world.transactions()).map(({ payee }) => payee).sort()).toEqual(['Shop 5399', 'Shop 5671']);
  });

  test('still ties the opening balance of a new account when it is renewed before its first run', async () => {
    const world = await createWorld([
      {
        number: NUMBER,
        name: 'Everyday',
        currency: 'CZK',
        type: 'CHECKING',
        openingMinor: 1_000_000n,
        movements: PURCHASES,
      },
    ]);
    const connectionId = await world.link(null);
    world.bank.play({ kind: 'RATE_LIMITED' });
    await world.follow(connectionId);
    await world.link(connectionId);
    await world.sync(connectionId, false);
    expect([...(await readReference(world.householdId)).accounts.values()]).toMatchObject([
      { openingBalanceMinor: 1_000_000n },
    ]);
  });

  test('books what was pending when it was disconnected, once it is connected again', async () => {
    const { householdId, userId, connectionId, bank, link, follow, named, nextDay, transactions } =
      await connected();
    const { account } = await named('Lidl');
    await disconnect(householdId, userId, connectionId, false);
    nextDay();
    bank.play({ kind: 'BOOKED_DIFFERENTLY', changeMinor: -150 });
    bank.play({ kind: 'RELINKED' });
    await follow(await link(null), () => ({ accountId: account.id }));
    expect(
      (await transactions())
        .map(({ payee, amountMinor, status }) => `${payee} ${amountMinor} ${status}`)
        .sort(),
    ).toEqual([
      'Albert -12000 CLEARED',
      'Kavárna -5500 CLEARED',
      'Lidl -9050 CLEARED',
      'Zaměstnavatel 2500000 CLEARED',
    ]);
  });
});
