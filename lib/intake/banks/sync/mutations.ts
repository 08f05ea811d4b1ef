import { v7 as uuidv7 } from 'uuid';
import { addDays, todayIn, toMidnight, type LocalDate } from '@/lib/core/dates/local-date';
import { proveHousehold, type HouseholdId } from '@/lib/platform/scope';
import { setOpeningBalance } from '@/lib/ledger/accounts/mutations';
import { sumByAccount } from '@/lib/ledger/cells/data';
import { db, inTransaction, type Queryable } from '@/lib/platform/db/pool';
import { prisma } from '@/lib/platform/db/prisma';
import type { Row } from '@/lib/platform/db/row';
import type { BankAccount, BankSyncState } from '@/prisma/__generated__/client';
import { loadReference } from '@/lib/ledger/reference/data';
import { bumpReference } from '@/lib/people/households/mutations';
import { enqueue } from '@/lib/platform/jobs/queue';
import { type Ledger, lockLedger } from '@/lib/ledger/cells/mutations';
import { queueMail } from '@/lib/platform/mail/queue';
import { metrics } from '@/lib/platform/metrics/metrics';
import { householdVault } from '@/lib/platform/vault/household-vault';
import { joinPages } from '@/lib/intake/match/pages';
import { storeBalance } from '@/lib/intake/postings/mutations';
import {
  type BankBalance,
  BankError,
  type BankPage,
  type BankProvider,
  type BankSession,
  type ProviderId,
} from '../provider';
import { bankProvider } from '../registry';
import type { SealedBankAccount, SealedConnection } from '../connections/types';
import { type Applied, applyBankRows } from './apply';
import { nextSyncAfterFailure, nextSyncAfterSuccess } from './schedule';
import { endLostSync, queueSync } from './queue';

/** So many days are fetched again each time, for what a bank books or corrects late. */
const OVERLAP_DAYS = 14;
/** A person hears of a connection that has failed so often in a row. */
const FAILURES_BEFORE_MAIL = 3;

type RunningSync = {
  id: string;
  householdId: HouseholdId;
  connectionId: string;
  provider: BankProvider;
  session: BankSession;
  now: Date;
};
type FollowedAccount = Row<BankAccount, 'id' | 'fetchedTo' | 'sealed'> & {
  account_id: string;
  fetch_from: string;
};

/**
 * Fetches what a connection's accounts have to tell, account by account, each whole or not at all.
 *
 * Safe to repeat: taking the same answer twice changes nothing, and a run that is done is left alone. What
 * the bank refuses ends the run as FAILED with a sentence and a time for the next one; anything else is
 * thrown, for the queue to try again.
 */
export async function runSync(
  householdIdText: string,
  syncId: string,
  { now = new Date(), providerOf = bankProvider }: { now?: Date; providerOf?: typeof bankProvider } = {},
): Promise<void> {
  const sync = await begin(proveHousehold(householdIdText), syncId, now, providerOf);
  if (!sync) return;
  try {
    const { rows } = await db().query<FollowedAccount>(
      `SELECT b.id, b.account_id, b.fetch_from, b.fetched_to, b.sealed FROM bank_account b
        JOIN account a ON a.id = b.account_id
        WHERE b.connection_id = $1 AND a.closed_on IS NULL ORDER BY b.id`,
      [sync.connectionId],
    );
    const total: Applied = { seen: 0, added: 0, changed: 0, waiting: 0 };
    await reportProgress(sync.id, { accountsTotal: rows.length, accountsDone: 0, ...total });
    for (const [index, followed] of rows.entries()) {
      const applied = await syncAccount(sync, followed);
      for (const key of Object.keys(total) as (keyof Applied)[]) total[key] += applied[key];
      await reportProgress(sync.id, { accountsTotal: rows.length, accountsDone: index + 1, ...total });
    }
    await succeed(sync);
    metrics().syncs.inc({ provider: sync.provider.id, outcome: 'done' });
  } catch (error) {
    if (!(error instanceof BankError)) throw error;
    await fail(sync, error);
    metrics().syncs.inc({ provider: sync.provider.id, outcome: 'failed' });
  }
}

async function begin(
  householdId: HouseholdId,
  syncId: string,
  now: Date,
  providerOf: typeof bankProvider,
): Promise<RunningSync | null> {
  const { rows } = await db().query<{ connection_id: string; provider: ProviderId; sealed: Buffer }>(
    `UPDATE bank_sync s SET state = 'RUNNING', started_at = coalesce(s.started_at, now())
      FROM bank_connection c
      WHERE s.id = $1 AND s.household_id = $2 AND s.state IN ('QUEUED', 'RUNNING') AND c.id = s.connection_id
      RETURNING c.id AS connection_id, c.provider, c.sealed`,
    [syncId, householdId],
  );
  const row = rows[0];
  if (!row) return null;
  const { tokens } = (await householdVault(householdId)).open<SealedConnection>(
    'bank_connection',
    row.connection_id,
    row.sealed,
  );
  const session: BankSession = {
    tokens,
    renewed: async (renewed) => {
      session.tokens = renewed;
      // Looked up again whenever something is sealed: a run may last longer than a data key is in use.
      const vault = await householdVault(householdId);
      // Not when a person has renewed the consent meanwhile: this run has ended then.
      await db().query(
        `UPDATE bank_connection SET sealed = $2 WHERE id = $1 AND EXISTS (SELECT FROM bank_sync WHERE id = $3
          AND state = 'RUNNING')`,
        [
          row.connection_id,
          vault.seal('bank_connection', row.connection_id, {
            tokens: renewed,
            problem: null,
          } satisfies SealedConnection),
          syncId,
        ],
      );
    },
  };
  return {
    id: syncId,
    householdId,
    connectionId: row.connection_id,
    provider: providerOf(row.provider),
    session,
    now,
  };
}

async function syncAccount(sync: RunningSync, followed: FollowedAccount): Promise<Applied> {
  const { provider, session, householdId } = sync;
  const {
    cursor,
    setOpening = false,
    ...account
  } = (await householdVault(householdId)).open<SealedBankAccount>(
    'bank_account',
    followed.id,
    followed.sealed,
  );
  const reference = await loadReference(householdId, -1);
  const today = todayIn(reference.household.timeZone, sync.now);
  const since = sinceWhen(followed);
  // Everything is read before anything is written: an answer that breaks off half-way changes nothing.
  const { pages, nextCursor } = await fetchAll(
    provider.fetchSince(session, { account, since, today, cursor }),
  );
  const balance = await provider.balance(session, account);

  return inTransaction(async (tx) => {
    const ledger = await lockLedger(tx, householdId);
    if (!(await stillRunning(tx, sync.id))) return { seen: 0, added: 0, changed: 0, waiting: 0 };
    const target = ledger.reference.accounts.get(followed.account_id);
    if (!target) return { seen: 0, added: 0, changed: 0, waiting: 0 };
    await keepPages(ledger, target.id, sync.id, pages);
    const rows = joinPages(pages.map((page) => page.rows));
    const completeFrom = pages.reduce(
      (day, page) => (page.completeFrom && page.completeFrom > day ? page.completeFrom : day),
      since,
    );
    const applied = await applyBankRows(
      ledger,
      { account: target, bankAccountId: followed.id, syncId: sync.id, since: completeFrom, today },
      rows,
    );
    if (balance) await storeBalance(ledger, target, { ...balance, date: today });
    if (setOpening && balance) await tieOpening(ledger, target.id, balance);
    const sealed: SealedBankAccount = { ...account, cursor: nextCursor };
    await prisma().bankAccount.update({
      where: { id: followed.id },
      data: {
        fetchedTo: toMidnight(today),
        sealed: ledger.vault.seal('bank_account', followed.id, sealed),
      },
    });
    if (applied.added > 0) await enqueue(tx, 'transfers', { householdId, from: since, to: today });
    return applied;
  });
}

async function fetchAll(
  fetching: AsyncGenerator<BankPage, string | null>,
): Promise<{ pages: BankPage[]; nextCursor: string | null }> {
  const pages: BankPage[] = [];
  for (;;) {
    const step = await fetching.next();
    if (step.done) return { pages, nextCursor: step.value };
    pages.push(step.value);
  }
}

function sinceWhen({ fetch_from, fetched_to }: FollowedAccount): LocalDate {
  const overlap = fetched_to === null ? fetch_from : addDays(fetched_to, -OVERLAP_DAYS);
  return overlap > fetch_from ? overlap : fetch_from;
}

async function stillRunning(tx: Queryable, syncId: string): Promise<boolean> {
  const { rowCount } = await tx.query(
    `SELECT 1 FROM bank_sync WHERE id = $1 AND state = 'RUNNING' FOR UPDATE`,
    [syncId],
  );
  return rowCount === 1;
}

/** Keeps the bank's answers as they came. One that says what the answer before it said is not kept again. */
async function keepPages(
  ledger: Ledger,
  accountId: string,
  syncId: string,
  pages: readonly BankPage[],
): Promise<void> {
  for (const page of pages) {
    const fingerprint = ledger.vault.fingerprint(`${page.request}\n${page.body}`);
    if ((await prisma().bankResponse.count({ where: { accountId, fingerprint } })) > 0) continue;
    const id = uuidv7();
    await prisma().bankResponse.create({
      data: {
        id,
        householdId: ledger.householdId,
        accountId,
        syncId,
        receivedAt: page.receivedAt,
        fingerprint,
        sealed: ledger.vault.seal('bank_response', id, { request: page.request, body: page.body }),
      },
    });
  }
}

/**
 * An account that was made for the connection began with what the bank's balance leaves when its rows are
 * taken off.
 */
async function tieOpening(ledger: Ledger, accountId: string, balance: BankBalance): Promise<void> {
  const account = ledger.reference.accounts.get(accountId);
  if (!account) return;
  const { rows } = await ledger.tx.query<{ id: string; sealed: Buffer }>(
    `SELECT id, sealed FROM transaction WHERE account_id = $1 AND household_id = $2 AND status = 'PENDING'`,
    [accountId, ledger.householdId],
  );
  const pending = rows.reduce(
    (sum, row) => sum + BigInt(ledger.vault.open<{ a: string }>('transaction', row.id, row.sealed).a),
    0n,
  );
  const booked = ((await sumByAccount(ledger.householdId, ledger.tx)).get(accountId) ?? 0n) - pending;
  await setOpeningBalance(ledger, account, balance.amountMinor - booked);
  await bumpReference(ledger.tx, ledger.householdId);
}

/** Outside of the run's own transactions, so that people see it move. */
async function reportProgress(
  id: string,
  progress: Applied & { accountsTotal: number; accountsDone: number },
): Promise<void> {
  await prisma().bankSync.updateMany({
    where: { id },
    data: {
      accountsTotal: progress.accountsTotal,
      accountsDone: progress.accountsDone,
      rowsSeen: progress.seen,
      rowsAdded: progress.added,
      rowsChanged: progress.changed,
      rowsWaiting: progress.waiting,
    },
  });
}

async function succeed(sync: RunningSync): Promise<void> {
  const sealed: SealedConnection = { tokens: sync.session.tokens, problem: null };
  await inTransaction(async (tx) => {
    if (!(await stillRunning(tx, sync.id))) return;
    const vault = await householdVault(sync.householdId, tx);
    await endRun(sync, 'DONE', null);
    await prisma().bankConnection.update({
      where: { id: sync.connectionId },
      data: {
        sealed: vault.seal('bank_connection', sync.connectionId, sealed),
        lastSuccessAt: sync.now,
        nextSyncAt: nextSyncAfterSuccess(sync.now),
        failures: 0,
      },
    });
  });
}

async function endRun(
  { id }: RunningSync,
  state: BankSyncState,
  sealed: Buffer<ArrayBuffer> | null,
): Promise<void> {
  await prisma().bankSync.update({ where: { id }, data: { state, finishedAt: new Date(), sealed } });
}

async function fail(sync: RunningSync, error: BankError): Promise<void> {
  const problem = { code: error.code, message: error.message };
  await inTransaction(async (tx) => {
    if (!(await stillRunning(tx, sync.id))) return;
    const vault = await householdVault(sync.householdId, tx);
    await endRun(sync, 'FAILED', vault.seal('bank_sync', sync.id, problem));
    const ended = error.code === 'CONSENT_ENDED';
    const sealed: SealedConnection = { tokens: sync.session.tokens, problem };
    const { failures, userId } = await prisma().bankConnection.update({
      where: { id: sync.connectionId },
      data: {
        ...(ended && { state: 'ENDED' }),
        sealed: vault.seal('bank_connection', sync.connectionId, sealed),
        failures: { increment: 1 },
      },
    });
    await prisma().bankConnection.update({
      where: { id: sync.connectionId },
      data: {
        nextSyncAt: ended ? null : nextSyncAfterFailure(sync.now, failures, error.retryAfterSeconds),
      },
    });
    if (userId && (ended || failures === FAILURES_BEFORE_MAIL)) {
      const about = {
        kind: 'SYNC_FAILING',
        connectionId: sync.connectionId,
        provider: sync.provider.id,
        ended,
      } as const;
      await queueMail(tx, { householdId: sync.householdId, userId, key: `sync-failing:${sync.id}`, about });
    }
  });
}

/** Starts the runs that are due. Any number of workers may do this at once. */
export async function queueDueSyncs(now: Date = new Date()): Promise<void> {
  await inTransaction(async (tx) => {
    const { rows } = await tx.query<{ id: string; household_id: string; failures: number }>(
      `SELECT id, household_id, failures FROM bank_connection WHERE state = 'ACTIVE' AND next_sync_at <= $1
        ORDER BY next_sync_at LIMIT 200 FOR UPDATE SKIP LOCKED`,
      [now],
    );
    for (const { id, household_id: householdId, failures } of rows) {
      // One that fails for good each time waits longer each time, as one does that the bank refuses.
      if (await endLostSync(tx, id))
        await tx.query(
          'UPDATE bank_connection SET failures = failures + 1, next_sync_at = $2 WHERE id = $1',
          [id, nextSyncAfterFailure(now, failures + 1, null)],
        );
      else await queueSync(tx, householdId, id);
    }
  });
}
