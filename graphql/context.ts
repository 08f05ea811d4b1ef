import type DataLoader from 'dataloader';
import type { Origin, PersonalActor } from '@/lib/people/audit/types';
import { sumsUpTo, type Sums } from '@/lib/ledger/accounts/data';
import { listConnections } from '@/lib/intake/banks/connections/data';
import type { BankConnection } from '@/lib/intake/banks/connections/types';
import { type Credential, isConfirmed } from '@/lib/people/sessions/credential';
import { todayIn } from '@/lib/core/dates/local-date';
import { AccessError } from '@/lib/platform/errors/domain-error';
import { isUuid } from '@/lib/platform/errors/parse-input';
import { loadReference, readReference, type Reference, referenceFor } from '@/lib/ledger/reference/data';
import { findViewer, type Viewer } from '@/lib/people/sessions/data';
import { touchCredential } from '@/lib/people/sessions/mutations';
import type { Transaction } from '@/lib/ledger/rows/types';
import type { TransferLink } from '@/lib/ledger/links/types';
import { createTransactionLoader } from '@/graphql/modules/transactions/loaders';
import { createTransferLoader } from '@/graphql/modules/transfers/loaders';

const TOUCH_AFTER_MS = 5 * 60_000;

/**
 * What a caller brings: the credentials it carries, how it describes itself, and the address it comes from
 * (null where nobody could tell).
 */
export type Caller = {
  token: string | null;
  household: string | null;
  device: string | null;
  address: string | null;
  locale: 'en' | 'cs';
};

/** Somebody at a session, in contrast to a program with an access token. */
export type Person = Viewer & { credential: Extract<Credential, { kind: 'SESSION' }> };

/** What is remembered of an operation for the line about it in the log. */
export type OperationRecord = { requestId: string | null; operation: string | null; code: string | null };

/**
 * What resolvers share within one operation. Nothing in it outlives the operation or is seen by another one.
 */
export type GraphQLContext = {
  caller: Caller;
  record: OperationRecord;
  viewer: Viewer | null;
  /** The proven scope of the operation. Throws UNAUTHENTICATED for a stranger. */
  scope: () => Viewer;
  /** The scope of a change: viewers of a household, and tokens that may only read, are refused. */
  writeScope: () => Viewer;
  /**
   * The scope of what only owners may: people, roles, the audit trail. Programs need a token that reaches so
   * far.
   */
  ownerScope: () => Viewer;
  /**
   * The scope of what is a person's own: how they sign in, where, with which tokens. No access token reaches
   * it.
   */
  personScope: () => Person;
  /**
   * As personScope, for what is sensitive: throws CONFIRMATION_REQUIRED unless they have just proved who they
   * are.
   */
  confirmedScope: () => Person;
  /** Where the request comes from, for what strangers may do. */
  origin: Origin;
  /** Whom the audit trail names for what a signed-in caller does. Throws UNAUTHENTICATED for a stranger. */
  actor: () => PersonalActor;
  /**
   * Settings, accounts and categories of the household as the viewer sees them, from memory while its version
   * stands.
   */
  reference: () => Promise<Reference>;
  /** Sums of all accounts up to a day, asked for once however many accounts of a list want theirs. */
  sums: (on: string | null) => Promise<Sums>;
  today: () => Promise<string>;
  /** A transaction by id; those of one operation are asked for together. */
  transaction: (id: string) => Promise<Transaction | null>;
  /** The transfer that a transaction is a side of; those of one operation are asked for together. */
  transfer: (transactionId: string) => Promise<TransferLink | null>;
  /** The household's bank connections, read once. */
  connections: () => Promise<BankConnection[]>;
  connection: (id: string) => Promise<BankConnection | null>;
  /** The ledger's version at the beginning of the operation; null once it has been written to. */
  ledgerVersion: () => string | null;
  /**
   * Forgets what was read before a change, so that the rest of the operation sees what the change left
   * behind.
   */
  forget: () => void;
};

/**
 * Finds out who the caller is and for which household they ask. An unknown token makes a stranger; a
 * household of others is refused.
 */
export async function createContext(caller: Caller): Promise<GraphQLContext> {
  if (caller.token === null) return contextOf(caller, null);
  if (caller.household !== null && !isUuid(caller.household))
    throw new AccessError('NOT_FOUND', 'X-Household names no household of yours.');
  const { viewer, householdDenied } = await findViewer(caller.token, caller.household);
  if (householdDenied) throw new AccessError('NOT_FOUND', 'X-Household names no household of yours.');
  if (viewer && Date.now() - (viewer.lastUsedAt?.getTime() ?? 0) > TOUCH_AFTER_MS)
    await touchCredential(viewer.credential);
  return contextOf(caller, viewer);
}

function contextOf(caller: Caller, viewer: Viewer | null): GraphQLContext {
  let referenceRead: Promise<Reference> | undefined;
  let changed = false;
  let transactions: DataLoader<string, Transaction | null> | undefined;
  let transfers: DataLoader<string, TransferLink | null> | undefined;
  let connectionsRead: Promise<BankConnection[]> | undefined;
  const sumsRead = new Map<string | null, Promise<Sums>>();

  const scope = () => {
    if (!viewer) throw new AccessError('UNAUTHENTICATED', 'Sign in first: this needs a session.');
    return viewer;
  };
  const personScope = () => {
    const { credential, ...rest } = scope();
    if (credential.kind !== 'SESSION')
      throw new AccessError('FORBIDDEN', 'Access tokens reach nothing of a person’s own: sign in for this.');
    return { ...rest, credential };
  };
  const reference = () => {
    const { householdId, referenceVersion, user } = scope();
    referenceRead ??= (
      changed ? readReference(householdId) : loadReference(householdId, referenceVersion)
    ).then((whole) => referenceFor(whole, user.id));
    return referenceRead;
  };
  const connections = () => {
    const { householdId } = scope();
    connectionsRead ??= reference().then((known) => listConnections(householdId, known));
    return connectionsRead;
  };
  return {
    caller,
    record: { requestId: null, operation: null, code: null },
    viewer,
    scope,
    reference,
    writeScope: () => {
      const { role, credential } = scope();
      if (role === 'VIEWER')
        throw new AccessError('FORBIDDEN', 'You may read this household, but not change it.');
      if (credential.kind === 'TOKEN' && credential.access === 'READ')
        throw new AccessError('FORBIDDEN', 'This access token may only read: make one that may write.');
      return scope();
    },
    ownerScope: () => {
      const { role, credential } = scope();
      if (role !== 'OWNER')
        throw new AccessError('FORBIDDEN', 'Only an owner of this household may do that.');
      if (credential.kind === 'TOKEN' && credential.access !== 'ADMIN')
        throw new AccessError(
          'FORBIDDEN',
          'This access token may not administer the household: make one that may.',
        );
      return scope();
    },
    personScope,
    confirmedScope: () => {
      const person = personScope();
      if (!isConfirmed(person.credential, new Date()))
        throw new AccessError(
          'CONFIRMATION_REQUIRED',
          'Confirm first that it is you: this needs a proof that is no older than ten minutes.',
        );
      return person;
    },
    origin: { device: caller.device, address: caller.address },
    actor: () => ({ user: scope().user, device: caller.device, address: caller.address }),
    sums: (on) => {
      const sums = sumsRead.get(on) ?? sumsUpTo(scope().householdId, on);
      sumsRead.set(on, sums);
      return sums;
    },
    transaction: (id) => {
      transactions ??= createTransactionLoader(scope().householdId, reference);
      return transactions.load(id);
    },
    transfer: (transactionId) => {
      transfers ??= createTransferLoader(scope().householdId, reference);
      return transfers.load(transactionId);
    },
    connections,
    connection: async (id) => (await connections()).find((connection) => connection.id === id) ?? null,
    ledgerVersion: () => (changed ? null : scope().ledgerVersion),
    today: async () => todayIn((await reference()).household.timeZone, new Date()),
    forget: () => {
      changed = true;
      referenceRead = undefined;
      transactions = undefined;
      transfers = undefined;
      connectionsRead = undefined;
      sumsRead.clear();
    },
  };
}
