import { book } from '@/lib/ledger/door/door';
import { v7 as uuidv7 } from 'uuid';
import { insertAccount } from '@/lib/ledger/accounts/mutations';
import { noteEvent } from '@/lib/people/audit/mutations';
import type { HouseholdId } from '@/lib/platform/scope';
import { createToken, hashToken } from '@/lib/platform/one-time/token';
import { fromMidnight, isLocalDate, type LocalDate, toMidnight } from '@/lib/core/dates/local-date';
import { inTransaction } from '@/lib/platform/db/pool';
import { orNull, prisma } from '@/lib/platform/db/prisma';
import type { BankConnection } from '@/prisma/__generated__/client';
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
  await prisma().bankConsent.create({
    data: {
      stateHash,
      householdId,
      userId,
      provider: provider.id,
      connectionId: input.connectionId,
      sealed: vault.seal('bank_consent', stateHash.toString('hex'), verifier),
    },
  });
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
  const createdAt = { gt: new Date(Date.now() - CONSENT_MINUTES * 60_000) };
  const begun = await orNull(prisma().bankConsent.delete({ where: { stateHash, ...viewer, createdAt } }));
  if (!begun)
    throw domainError(
      'NOT_FOUND',
      'This answer of the bank belongs to nothing that was begun here: start connecting the bank again.',
      'state',
    );
  const vault = await householdVault(viewer.householdId);
  const codeVerifier = vault.open<string>(
    'bank_consent',
    stateHash.toString('hex'),
    Buffer.from(begun.sealed),
  );
  const provider = usableProvider(begun.provider, 'OAUTH');
  return connect(viewer.householdId, viewer.userId, provider, begun.connectionId, () =>
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
  const known =
    isUuid(connectionId) &&
    (await prisma().bankConnection.count({ where: { id: connectionId, householdId, provider } })) > 0;
  if (!known) throw domainError('NOT_FOUND', 'There is no such connection.', 'input', 'connectionId');
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
    const given = {
      state: 'ACTIVE',
      userId,
      sealed: ledger.vault.seal('bank_connection', id, sealed),
      consentEndsAt: consent.expiresAt,
    } as const;
    await prisma().bankConnection.upsert({
      where: { id, householdId },
      create: { id, householdId, provider: provider.id, ...given },
      update: { ...given, failures: 0 },
    });
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
  const rows = await prisma().bankAccount.findMany({ where: { connectionId } });
  const known = rows.map((row) => ({
    ...ledger.vault.open<SealedBankAccount>('bank_account', row.id, Buffer.from(row.sealed)),
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
    const told = { sealed: ledger.vault.seal('bank_account', id, sealed) };
    await prisma().bankAccount.upsert({
      where: { id },
      create: { id, householdId: ledger.householdId, connectionId, currency: account.currency, ...told },
      update: told,
    });
  }
  return { followed: rows.some((row) => row.accountId !== null) };
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
  const id = choice.bankAccountId;
  const offered = isUuid(id) && (await prisma().bankAccount.findFirst({ where: { id, connectionId } }));
  if (!offered) throw domainError('NOT_FOUND', 'The bank offers no such account.', ...path, 'bankAccountId');
  const fetchFrom = choice.fetchFrom ?? (offered.fetchFrom && fromMidnight(offered.fetchFrom)) ?? today;
  if (!isLocalDate(fetchFrom) || fetchFrom > today)
    throw domainError('OUT_OF_RANGE', 'Choose a first day that is not in the future.', ...path, 'fetchFrom');
  const sealed = ledger.vault.open<SealedBankAccount>(
    'bank_account',
    offered.id,
    Buffer.from(offered.sealed),
  );
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
  const followed: SealedBankAccount = {
    ...sealed,
    cursor: null,
    setOpening: choice.newAccount === true && !choice.accountId,
  };
  await prisma().bankAccount.update({
    where: { id: offered.id },
    data: {
      accountId,
      fetchFrom: toMidnight(fetchFrom),
      fetchedTo: null,
      sealed: ledger.vault.seal('bank_account', offered.id, followed),
    },
  });
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
  const others = await prisma().bankAccount.count({
    where: { householdId: ledger.householdId, accountId, NOT: { id: offered.id } },
  });
  if (others > 0)
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

async function existingConnection({ householdId }: Ledger, id: string): Promise<BankConnection> {
  const found = isUuid(id) && (await prisma().bankConnection.findFirst({ where: { id, householdId } }));
  if (!found) throw domainError('NOT_FOUND', 'There is no such connection.', 'id');
  return found;
}

/** Stops or resumes the schedule of a connection. */
export async function pauseConnection(householdId: HouseholdId, id: string, paused: boolean): Promise<void> {
  await inTransaction(async (tx) => {
    const ledger = await lockLedger(tx, householdId);
    await existingConnection(ledger, id);
    await prisma().bankConnection.updateMany({
      where: { id, state: { not: 'ENDED' } },
      data: { state: paused ? 'PAUSED' : 'ACTIVE' },
    });
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
  const { tokens } = vault.open<SealedConnection>('bank_connection', id, Buffer.from(sealed));
  // A bank that does not answer must not hold anybody: the tokens are forgotten here in any case.
  await bankProvider(provider as ProviderId)
    .revoke({ tokens, renewed: async () => {} })
    .catch((error: unknown) => {
      if (!(error instanceof BankError)) throw error;
    });
  return inTransaction(async (tx) => {
    const ledger = await lockLedger(tx, householdId);
    await existingConnection(ledger, id);
    const shown = await prisma().bankPosting.findMany({
      where: { bankAccount: { connectionId: id }, transactionId: { not: null } },
      select: { transactionId: true },
    });
    const ids = shown.flatMap(({ transactionId }) => transactionId ?? []);
    const going = removeTransactions ? ids : [];
    const transactions = await findTransactions(householdId, ledger.reference, going, tx);
    if (!removeTransactions) await forgetCorrections(ledger, ids);
    const removed = await book(ledger, {
      removed: transactions,
      cause: { by: 'IMPORT', userId, sourceId: id },
    });
    // Removed with the connection, not one by one: connecting the bank again brings them back.
    if (removeTransactions)
      await prisma().bankPosting.deleteMany({ where: { bankAccount: { connectionId: id } } });
    await prisma().bankConnection.delete({ where: { id } });
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
  const createdAt = { lt: new Date(Date.now() - 86_400_000) };
  return (await prisma().bankConsent.deleteMany({ where: { createdAt } })).count;
}
