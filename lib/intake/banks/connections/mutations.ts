import { book } from '@/lib/ledger/door/door';
import { v7 as uuidv7 } from 'uuid';
import { insertAccount } from '@/lib/ledger/accounts/mutations';
import { noteEvent } from '@/lib/people/audit/mutations';
import type { HouseholdId } from '@/lib/platform/scope';
import { createToken, hashToken } from '@/lib/platform/one-time/token';
import { isLocalDate, type LocalDate } from '@/lib/core/dates/local-date';
import { db, inTransaction } from '@/lib/platform/db/pool';
import { domainError } from '@/lib/platform/errors/domain-error';
import { isUuid } from '@/lib/platform/errors/parse-input';
import { bumpReference } from '@/lib/people/households/mutations';
import { type Ledger, lockLedger } from '@/lib/ledger/cells/mutations';
import { findTransactions } from '@/lib/ledger/rows/data';
import { forgetCorrections } from '@/lib/intake/reviews/corrections';
import { findUser } from '@/lib/people/users/data';
import { householdVault } from '@/lib/platform/vault/household-vault';
import { type BankAccount, BankError, type BankProvider, type Consent, type ProviderId } from '../provider';
import { bankProvider, bankProviders } from '../registry';
import { queueSync, restartSync } from '../sync/queue';
import { CONSENT_MINUTES, consentRedirectUri, createVerifier } from './consent';
import type { SealedBankAccount, SealedConnection } from './types';

/**
 * Begins a consent at a bank that has pages of its own. Returns where the person has to go.
 * `connectionId` renews a connection. Throws DomainError for a bank that is not configured or takes tokens.
 */
export async function beginConnection(
  householdId: HouseholdId,
  userId: string,
  input: { provider: string; connectionId: string | null },
): Promise<{ url: string }> {
  const provider = usableProvider(input.provider, 'OAUTH');
  await renewable(householdId, input.connectionId, provider.id);
  const state = createToken();
  const stateHash = hashToken(state);
  const { verifier, challenge } = createVerifier();
  const { url } = await refusals(() =>
    provider.beginConsent({ redirectUri: consentRedirectUri(), state, codeChallenge: challenge }),
  );
  const vault = await householdVault(householdId);
  await db().query(
    `INSERT INTO bank_consent (state_hash, household_id, user_id, provider, connection_id, sealed)
      VALUES ($1, $2, $3, $4, $5, $6)`,
    [
      stateHash,
      householdId,
      userId,
      provider.id,
      input.connectionId,
      vault.seal('bank_consent', stateHash.toString('hex'), verifier),
    ],
  );
  return { url };
}

/**
 * Finishes a consent with what the bank sent the person back with. Works once, within 15 minutes, and only
 * for the person who began it: `state` alone, taken from somebody's address bar, connects nothing. Returns
 * the connection's id.
 */
export async function finishConnection(
  viewer: { householdId: HouseholdId; userId: string },
  answer: { state: string; code: string },
): Promise<string> {
  const stateHash = hashToken(answer.state);
  const { rows } = await db().query<{ provider: ProviderId; connection_id: string | null; sealed: Buffer }>(
    `DELETE FROM bank_consent WHERE state_hash = $1 AND user_id = $2 AND household_id = $3
      AND created_at > now() - make_interval(mins => $4)
      RETURNING provider, connection_id, sealed`,
    [stateHash, viewer.userId, viewer.householdId, CONSENT_MINUTES],
  );
  const begun = rows[0];
  if (!begun)
    throw domainError(
      'NOT_FOUND',
      'This answer of the bank belongs to nothing that was begun here: start connecting the bank again.',
      'state',
    );
  const vault = await householdVault(viewer.householdId);
  const codeVerifier = vault.open<string>('bank_consent', stateHash.toString('hex'), begun.sealed);
  const provider = usableProvider(begun.provider, 'OAUTH');
  return connect(viewer.householdId, viewer.userId, provider, begun.connection_id, () =>
    provider.finishConsent({ code: answer.code, codeVerifier, redirectUri: consentRedirectUri() }),
  );
}

/** Connects a bank, or renews a connection, with a token that the person got from the bank's own pages. */
export async function connectWithToken(
  householdId: HouseholdId,
  userId: string,
  input: { provider: string; token: string; connectionId: string | null },
): Promise<string> {
  const provider = usableProvider(input.provider, 'TOKEN');
  await renewable(householdId, input.connectionId, provider.id);
  const token = input.token.trim();
  if (!token || token.length > 500)
    throw domainError('INVALID', 'Paste the token as the bank shows it.', 'input', 'token');
  return connect(householdId, userId, provider, input.connectionId, () => provider.finishConsent({ token }));
}

/** The bank of that id as one whose consent is given that way. */
function usableProvider<Way extends BankProvider['consent']>(
  id: string,
  consent: Way,
): Extract<BankProvider, { consent: Way }> {
  const provider = bankProviders().find((candidate) => candidate.id === id);
  if (!provider?.configured)
    throw domainError('NOT_FOUND', 'This bank is not offered here.', 'input', 'provider');
  if (!isGiven(provider, consent))
    throw domainError(
      'INVALID',
      consent === 'TOKEN'
        ? 'This bank is connected on its own pages.'
        : 'This bank is connected with a token.',
      'input',
      'provider',
    );
  return provider;
}

function isGiven<Way extends BankProvider['consent']>(
  provider: BankProvider,
  consent: Way,
): provider is Extract<BankProvider, { consent: Way }> {
  return provider.consent === consent;
}

async function renewable(
  householdId: HouseholdId,
  connectionId: string | null,
  provider: ProviderId,
): Promise<void> {
  if (connectionId === null) return;
  const { rowCount } = await db().query(
    'SELECT 1 FROM bank_connection WHERE id = $1 AND household_id = $2 AND provider = $3',
    [isUuid(connectionId) ? connectionId : null, householdId, provider],
  );
  if (!rowCount) throw domainError('NOT_FOUND', 'There is no such connection.', 'input', 'connectionId');
}

async function refusals<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof BankError) throw domainError('NOT_ALLOWED', error.message, 'input', 'provider');
    throw error;
  }
}

/**
 * Stores a consent and what it opens. A renewed connection finds its accounts again by number and currency:
 * banks change handles.
 */
export async function connect(
  householdId: HouseholdId,
  userId: string,
  provider: BankProvider,
  connectionId: string | null,
  finish: () => Promise<Consent>,
): Promise<string> {
  const { consent, accounts } = await refusals(async () => {
    const finished = await finish();
    let { tokens } = finished;
    const session = {
      tokens,
      renewed: async (renewed: Consent['tokens']) => {
        tokens = renewed;
      },
    };
    const offered = await provider.listAccounts(session);
    return { consent: { ...finished, tokens }, accounts: offered };
  });
  return inTransaction(async (tx) => {
    const ledger = await lockLedger(tx, householdId);
    const id = connectionId ?? uuidv7();
    const sealed: SealedConnection = { tokens: consent.tokens, problem: null };
    await tx.query(
      `INSERT INTO bank_connection (id, household_id, user_id, provider, state, sealed, consent_ends_at)
        VALUES ($1, $2, $3, $4, 'ACTIVE', $5, $6)
        ON CONFLICT (id) DO UPDATE SET state = 'ACTIVE', user_id = excluded.user_id, sealed = excluded.sealed,
          consent_ends_at = excluded.consent_ends_at, failures = 0
        WHERE bank_connection.household_id = excluded.household_id`,
      [
        id,
        householdId,
        userId,
        provider.id,
        ledger.vault.seal('bank_connection', id, sealed),
        consent.expiresAt,
      ],
    );
    const { followed } = await storeAccounts(ledger, id, accounts);
    // A run that began with the old consent would end with its tokens, or with its refusal.
    if (followed) await restartSync(tx, householdId, id);
    await noteEvent(
      tx,
      householdId,
      { user: await findUser(userId), device: null, address: null },
      'BANK_CONNECTED',
      provider.id,
    );
    return id;
  });
}

async function storeAccounts(
  ledger: Ledger,
  connectionId: string,
  accounts: readonly BankAccount[],
): Promise<{ followed: boolean }> {
  const { rows } = await ledger.tx.query<{ id: string; account_id: string | null; sealed: Buffer }>(
    'SELECT id, account_id, sealed FROM bank_account WHERE connection_id = $1',
    [connectionId],
  );
  const known = rows.map((row) => ({
    ...row,
    ...ledger.vault.open<SealedBankAccount>('bank_account', row.id, row.sealed),
    rowId: row.id,
  }));
  for (const account of accounts) {
    const same = known.find(
      (candidate) =>
        candidate.currency === account.currency &&
        (account.number === null ? candidate.id === account.id : candidate.number === account.number),
    );
    const id = same?.rowId ?? uuidv7();
    const sealed: SealedBankAccount = {
      ...account,
      cursor: same?.cursor ?? null,
      ...(same?.setOpening ? { setOpening: true } : {}),
    };
    await ledger.tx.query(
      `INSERT INTO bank_account (id, household_id, connection_id, currency, sealed)
        VALUES ($1, $2, $3, $4, $5) ON CONFLICT (id) DO UPDATE SET sealed = excluded.sealed`,
      [id, ledger.householdId, connectionId, account.currency, ledger.vault.seal('bank_account', id, sealed)],
    );
  }
  return { followed: rows.some((row) => row.account_id !== null) };
}

/**
 * What becomes of an offered account: fed into `accountId`, into a new account, or (both absent) not
 * followed.
 */
export type AccountChoice = {
  bankAccountId: string;
  accountId?: string | null;
  newAccount?: boolean | null;
  fetchFrom?: LocalDate | null;
};

/**
 * Says which of the offered accounts feed which accounts of the household, from which day on, and starts
 * fetching.
 */
export async function chooseAccounts(
  householdId: HouseholdId,
  connectionId: string,
  choices: readonly AccountChoice[],
  today: LocalDate,
): Promise<void> {
  await inTransaction(async (tx) => {
    const ledger = await lockLedger(tx, householdId);
    await existingConnection(ledger, connectionId);
    for (const [index, choice] of choices.entries())
      await chooseAccount(ledger, connectionId, choice, today, index);
    await bumpReference(tx, householdId);
    // A run that is under way knows nothing of the choice, and would write what it knew before over it.
    if (choices.some(({ accountId, newAccount }) => accountId || newAccount))
      await restartSync(tx, householdId, connectionId);
  });
}

async function chooseAccount(
  ledger: Ledger,
  connectionId: string,
  choice: AccountChoice,
  today: LocalDate,
  index: number,
): Promise<void> {
  const path = ['input', 'accounts', String(index)];
  const { rows } = await ledger.tx.query<{
    id: string;
    currency: string;
    sealed: Buffer;
    fetch_from: string | null;
  }>('SELECT id, currency, sealed, fetch_from FROM bank_account WHERE id = $1 AND connection_id = $2', [
    isUuid(choice.bankAccountId) ? choice.bankAccountId : null,
    connectionId,
  ]);
  const offered = rows[0];
  if (!offered) throw domainError('NOT_FOUND', 'The bank offers no such account.', ...path, 'bankAccountId');
  const fetchFrom = choice.fetchFrom ?? offered.fetch_from ?? today;
  if (!isLocalDate(fetchFrom) || fetchFrom > today)
    throw domainError('OUT_OF_RANGE', 'Choose a first day that is not in the future.', ...path, 'fetchFrom');
  const sealed = ledger.vault.open<SealedBankAccount>('bank_account', offered.id, offered.sealed);
  let accountId = choice.accountId ?? null;
  if (accountId !== null) await refuseUnfit(ledger, accountId, offered, path);
  else if (choice.newAccount) {
    accountId = uuidv7();
    await insertAccount(ledger, {
      id: accountId,
      name: freeName(ledger, sealed.name),
      type: sealed.type,
      currency: sealed.currency,
      number: sealed.number,
      openingBalanceMinor: 0n,
    });
  }
  // The account that was just made ties with the bank after its first fetch; an existing one keeps its
  // opening balance.
  await ledger.tx.query(
    'UPDATE bank_account SET account_id = $2, fetch_from = $3, fetched_to = NULL, sealed = $4 WHERE id = $1',
    [
      offered.id,
      accountId,
      fetchFrom,
      ledger.vault.seal('bank_account', offered.id, {
        ...sealed,
        cursor: null,
        setOpening: choice.newAccount === true && !choice.accountId,
      } satisfies SealedBankAccount),
    ],
  );
}

async function refuseUnfit(
  ledger: Ledger,
  accountId: string,
  offered: { id: string; currency: string },
  path: string[],
): Promise<void> {
  const account = ledger.reference.accounts.get(accountId);
  if (!account || account.closedOn !== null)
    throw domainError('NOT_FOUND', 'There is no such open account.', ...path, 'accountId');
  if (account.currency !== offered.currency)
    throw domainError(
      'INVALID',
      `The bank's account is in ${offered.currency} and "${account.name}" in ${account.currency}: choose another account.`,
      ...path,
      'accountId',
    );
  const { rowCount } = await ledger.tx.query(
    'SELECT 1 FROM bank_account WHERE household_id = $1 AND account_id = $2 AND id <> $3',
    [ledger.householdId, accountId, offered.id],
  );
  if (rowCount)
    throw domainError(
      'CONFLICT',
      `"${account.name}" is fed by another account of a bank already: choose another one.`,
      ...path,
      'accountId',
    );
}

function freeName(ledger: Ledger, name: string): string {
  const used = new Set([...ledger.reference.accounts.values()].map((account) => account.name.toLowerCase()));
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? name.slice(0, 90) : `${name.slice(0, 90)} ${number}`;
    if (!used.has(candidate.toLowerCase())) return candidate;
  }
}

async function existingConnection(
  ledger: Ledger,
  id: string,
): Promise<{ provider: ProviderId; sealed: Buffer }> {
  const { rows } = await ledger.tx.query<{ provider: ProviderId; sealed: Buffer }>(
    'SELECT provider, sealed FROM bank_connection WHERE id = $1 AND household_id = $2',
    [isUuid(id) ? id : null, ledger.householdId],
  );
  if (!rows[0]) throw domainError('NOT_FOUND', 'There is no such connection.', 'id');
  return rows[0];
}

/** Stops or resumes the schedule of a connection. */
export async function pauseConnection(householdId: HouseholdId, id: string, paused: boolean): Promise<void> {
  await inTransaction(async (tx) => {
    const ledger = await lockLedger(tx, householdId);
    await existingConnection(ledger, id);
    await tx.query(
      `UPDATE bank_connection SET state = $2::bank_connection_state WHERE id = $1 AND state <> 'ENDED'`,
      [id, paused ? 'PAUSED' : 'ACTIVE'],
    );
    if (!paused) await queueSync(tx, householdId, id);
  });
}

/** Fetches at once. Answers with the run that is under way when there is one. */
export async function syncConnection(householdId: HouseholdId, id: string): Promise<void> {
  await inTransaction(async (tx) => {
    const ledger = await lockLedger(tx, householdId);
    await existingConnection(ledger, id);
    await queueSync(tx, householdId, id);
  });
}

/**
 * Ends a connection: the consent is taken back at the bank, the tokens are forgotten. Its transactions stay,
 * or are removed too (`removeTransactions`), which can be undone. What a person has edited goes with the
 * others.
 */
export async function disconnect(
  householdId: HouseholdId,
  userId: string | null,
  id: string,
  removeTransactions: boolean,
): Promise<{ changeId: string | null }> {
  const { provider, sealed } = await inTransaction(async (tx) =>
    existingConnection(await lockLedger(tx, householdId), id),
  );
  const vault = await householdVault(householdId);
  const { tokens } = vault.open<SealedConnection>('bank_connection', id, sealed);
  // A bank that does not answer must not hold anybody: the tokens are forgotten here in any case.
  await bankProvider(provider)
    .revoke({ tokens, renewed: async () => {} })
    .catch((error: unknown) => {
      if (!(error instanceof BankError)) throw error;
    });
  return inTransaction(async (tx) => {
    const ledger = await lockLedger(tx, householdId);
    await existingConnection(ledger, id);
    const { rows } = await tx.query<{ transaction_id: string }>(
      `SELECT p.transaction_id FROM bank_posting p JOIN bank_account a ON a.id = p.bank_account_id
        WHERE a.connection_id = $1 AND p.transaction_id IS NOT NULL`,
      [id],
    );
    const ids = removeTransactions ? rows.map((row) => row.transaction_id) : [];
    const transactions = await findTransactions(householdId, ledger.reference, ids, tx);
    if (!removeTransactions)
      await forgetCorrections(
        ledger,
        rows.map((row) => row.transaction_id),
      );
    const removed = await book(ledger, {
      removed: transactions,
      cause: { by: 'IMPORT', userId, sourceId: id },
    });
    // Removed with the connection, not one by one: connecting the bank again brings them back.
    if (removeTransactions)
      await tx.query(
        `DELETE FROM bank_posting p USING bank_account a WHERE a.id = p.bank_account_id
          AND a.connection_id = $1`,
        [id],
      );
    await tx.query('DELETE FROM bank_connection WHERE id = $1', [id]);
    await noteEvent(
      tx,
      householdId,
      { user: userId === null ? null : await findUser(userId), device: null, address: null },
      'BANK_DISCONNECTED',
      provider,
    );
    return { changeId: transactions.length > 0 ? removed.changeId : null };
  });
}

/** Removes consents that were begun and never finished. Returns how many. */
export async function removeOldConsents(): Promise<number> {
  const { rowCount } = await db().query(
    "DELETE FROM bank_consent WHERE created_at < now() - interval '1 day'",
  );
  return rowCount ?? 0;
}
