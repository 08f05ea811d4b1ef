import type { HouseholdId } from '@/lib/platform/scope';
import { db, type Queryable } from '@/lib/platform/db/pool';
import { isUuid } from '@/lib/platform/errors/parse-input';
import { isLost } from '@/lib/platform/jobs/data';
import type { Reference } from '@/lib/ledger/reference/data';
import { householdVault } from '@/lib/platform/vault/household-vault';
import type { Vault } from '@/lib/platform/vault/vault';
import type { ProviderId } from '../provider';
import type {
  BankConnection,
  BankSync,
  ConnectedAccount,
  ConnectionState,
  SealedBankAccount,
  SealedConnection,
  SyncState,
} from './types';

type ConnectionRow = {
  id: string;
  provider: ProviderId;
  state: ConnectionState;
  sealed: Buffer;
  consent_ends_at: Date | null;
  last_success_at: Date | null;
  next_sync_at: Date | null;
  created_at: Date;
  last_sync: SyncRow | null;
};
type AccountRow = {
  id: string;
  connection_id: string;
  account_id: string | null;
  currency: string;
  sealed: Buffer;
  fetch_from: string | null;
  fetched_to: string | null;
};
type SyncRow = {
  id: string;
  state: SyncState;
  accounts_total: number;
  accounts_done: number;
  rows_seen: number;
  rows_added: number;
  rows_changed: number;
  rows_waiting: number;
  /** Hexadecimal behind \x, and the instants as texts: what PostgreSQL writes into JSON. */
  sealed: string | null;
  created_at: string;
  finished_at: string | null;
  lost: boolean;
};

/**
 * A connection and its last run come from one statement, so from one moment. Read one after the other, a run
 * that ends in between leaves a connection that is as before beside a run that is over, and anyone who waits
 * for the end of the run stops looking.
 */
const SELECT = `SELECT c.*, to_jsonb(s) AS last_sync FROM bank_connection c
  LEFT JOIN LATERAL (SELECT *, state IN ('QUEUED', 'RUNNING') AND ${isLost('sync', 'bank_sync')} AS lost
    FROM bank_sync
    WHERE household_id = c.household_id AND connection_id = c.id ORDER BY created_at DESC LIMIT 1) s ON true
  WHERE c.household_id = $1`;

/** The household's connections, the oldest first, each with its accounts and its last run. */
export async function listConnections(
  householdId: HouseholdId,
  reference: Reference,
  on: Queryable = db(),
): Promise<BankConnection[]> {
  const { rows } = await on.query<ConnectionRow>(`${SELECT} ORDER BY c.created_at, c.id`, [householdId]);
  return withDetails(householdId, reference, rows, on);
}

export async function findConnection(
  householdId: HouseholdId,
  reference: Reference,
  id: string,
  on: Queryable = db(),
): Promise<BankConnection | null> {
  const { rows } = await on.query<ConnectionRow>(`${SELECT} AND c.id = $2`, [
    householdId,
    isUuid(id) ? id : null,
  ]);
  return (await withDetails(householdId, reference, rows, on))[0] ?? null;
}

async function withDetails(
  householdId: HouseholdId,
  reference: Reference,
  connections: readonly ConnectionRow[],
  on: Queryable,
): Promise<BankConnection[]> {
  if (connections.length === 0) return [];
  const vault = await householdVault(householdId, on);
  const ids = connections.map(({ id }) => id);
  const { rows: accounts } = await on.query<AccountRow>(
    'SELECT * FROM bank_account WHERE household_id = $1 AND connection_id = ANY($2::uuid[]) ORDER BY id',
    [householdId, ids],
  );
  const isHidden = ({ account_id: id }: AccountRow) => id !== null && reference.hidden.has(id);
  return connections.flatMap((row): BankConnection[] => {
    const own = accounts.filter(({ connection_id }) => connection_id === row.id);
    // A connection that feeds only what this reader does not see is not there for them either.
    if (own.some(isHidden) && own.every((account) => account.account_id === null || isHidden(account)))
      return [];
    return [
      {
        id: row.id,
        provider: row.provider,
        state: row.state,
        problem: vault.open<SealedConnection>('bank_connection', row.id, row.sealed).problem,
        consentEndsAt: row.consent_ends_at,
        lastSuccessAt: row.last_success_at,
        nextSyncAt: row.next_sync_at,
        createdAt: row.created_at,
        accounts: own
          .filter((account) => !isHidden(account))
          .map((account) => toConnectedAccount(account, vault, reference)),
        lastSync: row.last_sync && toSync(row.last_sync, vault),
      },
    ];
  });
}

function toConnectedAccount(row: AccountRow, vault: Vault, reference: Reference): ConnectedAccount {
  const { number, name, type } = vault.open<SealedBankAccount>('bank_account', row.id, row.sealed);
  return {
    id: row.id,
    number,
    name,
    type,
    currency: row.currency,
    account: row.account_id === null ? null : (reference.accounts.get(row.account_id) ?? null),
    fetchFrom: row.fetch_from,
    fetchedTo: row.fetched_to,
  };
}

function toSync(row: SyncRow, vault: Vault): BankSync {
  return {
    id: row.id,
    state: row.lost ? 'FAILED' : row.state,
    accountsTotal: row.accounts_total,
    accountsDone: row.accounts_done,
    rowsSeen: row.rows_seen,
    rowsAdded: row.rows_added,
    rowsChanged: row.rows_changed,
    rowsWaiting: row.rows_waiting,
    problem:
      row.sealed === null
        ? null
        : vault.open<BankSync['problem']>('bank_sync', row.id, Buffer.from(row.sealed.slice(2), 'hex')),
    createdAt: new Date(row.created_at),
    finishedAt: row.finished_at === null ? null : new Date(row.finished_at),
  };
}
