/**
 * Who may ask for what. A test walks the whole schema with every kind of caller and fails when a field has no
 * entry here, so whoever adds a field says who may reach it, and a resolver that forgets its guard is found
 * (ASVS 5.0, 8.2.1 to 8.2.3).
 *
 * ANYONE: also strangers. READ: everybody in the household, and every token of it. WRITE: owners, members,
 * and tokens of theirs that may write. OWNER: owners, and administering tokens of theirs. PERSON: somebody at
 * a session, about themselves. CONFIRMED: as PERSON, having proved within ten minutes who they are.
 * CONFIRMED_OWNER: an owner at a session who has.
 */
export type Access = 'ANYONE' | 'READ' | 'WRITE' | 'OWNER' | 'PERSON' | 'CONFIRMED' | 'CONFIRMED_OWNER';

const named = (access: Access, names: string) =>
  Object.fromEntries(names.split(/\s+/).map((name) => [name, access]));

export const QUERIES: Record<string, Access> = {
  ...named('ANYONE', 'viewer offeredPlace signInProviders waitingFor'),
  ...named(
    'READ',
    'account accounts categories exchangeRates household overview payees rateSources transaction transactions',
  ),
  ...named(
    'READ',
    'backgroundJobs bankConnection bankConnections banks import importById imports reviewCount reviews transfersWaiting',
  ),
  ...named('READ', 'belongings members'),
  ...named('OWNER', 'auditTrail invitations'),
  ...named('PERSON', 'accessTokens sessions signInMethods'),
  ...named('CONFIRMED', 'exportAddress'),
};

export const MUTATIONS: Record<string, Access> = {
  ...named(
    'ANYONE',
    'askForPasskey completeSignIn requestPasswordReset resetPassword signIn signInWithPasskey signOut signUp verifyEmail',
  ),
  ...named(
    'WRITE',
    'addAccount closeAccount removeAccount reopenAccount updateAccount addCategory removeCategory updateCategory updateHousehold',
  ),
  ...named(
    'WRITE',
    'addTransaction removeTransactions updateTransaction updateTransactions undoChange addTransfer linkTransfer unlinkTransfer',
  ),
  ...named(
    'WRITE',
    'commitImport discardImport revertImport updateImport decideReview retryJob fetchRatesNow',
  ),
  ...named(
    'WRITE',
    'beginBankConnection chooseBankAccounts connectBankWithToken disconnectBank pauseBankConnection syncBankConnection bookBalanceCorrection takeMissingBankRows',
  ),
  ...named('OWNER', 'inviteMember revokeInvitation setRole removeMember handOverOwnership'),
  ...named('CONFIRMED_OWNER', 'askHouseholdDeletion'),
  ...named('OWNER', 'cancelHouseholdDeletion'),
  ...named('CONFIRMED', 'askPersonDeletion'),
  ...named('PERSON', 'cancelPersonDeletion'),
  ...named('PERSON', 'acceptInvitation addHousehold leaveHousehold switchHousehold'),
  ...named(
    'PERSON',
    'changePassword confirm endSession endOtherSessions revokeAccessToken sendVerification updateViewer',
  ),
  ...named(
    'CONFIRMED',
    'addPasskey addTotp beginIdentityLink beginPasskey beginTotp changeEmail createAccessToken removePasskey removeTotp replaceRecoveryCodes unlinkIdentity',
  ),
};

/**
 * The fields of each type of an answer, and how far up one must be to come to an object of that type at all.
 */
export const FIELDS: Record<string, { reach: Access; fields: string }> = {
  AccessToken: { reach: 'PERSON', fields: 'access createdAt expiresAt household id lastUsedAt name' },
  Account: {
    reach: 'READ',
    fields:
      'balance balanceProof balanceToday balances bankConnection closedOn counted currency id name number openingBalance private type upcoming',
  },
  AuditEvent: { reach: 'OWNER', fields: 'action actor address at device id subject' },
  AuditTrail: { reach: 'OWNER', fields: 'nodes pageInfo' },
  BackgroundJob: { reach: 'READ', fields: 'createdAt finishedAt id name nextTryAt state subjectId tries' },
  BalanceOnDate: { reach: 'READ', fields: 'balance date' },
  BalanceProof: { reach: 'READ', fields: 'balance bankBalance candidates date difference firstDay' },
  BalanceProofCandidate: { reach: 'READ', fields: 'bankRow effect explains id kind transaction' },
  Bank: { reach: 'READ', fields: 'consent provider' },
  BankAccount: { reach: 'READ', fields: 'account currency fetchFrom fetchedTo id name number' },
  BankConnection: {
    reach: 'READ',
    fields:
      'accounts consentDaysLeft consentEndsAt id lastSuccessAt lastSync nextSyncAt problem problemCode provider state',
  },
  BankDetails: {
    reach: 'READ',
    fields: 'bankId constantSymbol counterpartyAccount specificSymbol variableSymbol',
  },
  BankRow: { reach: 'READ', fields: 'amount currency date description payee status' },
  BankSync: {
    reach: 'READ',
    fields:
      'accountsDone accountsTotal createdAt finishedAt id problem rowsAdded rowsChanged rowsSeen rowsWaiting state',
  },
  Belonging: { reach: 'READ', fields: 'current id name role' },
  Category: { reach: 'READ', fields: 'archived color id kind name parent' },
  CategorySummary: { reach: 'READ', fields: 'category count expenses income total' },
  ExchangeRate: { reach: 'READ', fields: 'date estimate from rate source stale to' },
  ExchangeRates: { reach: 'READ', fields: 'missing on rates' },
  FieldProvenance: { reach: 'READ', fields: 'bankValue field source' },
  Household: {
    reach: 'READ',
    fields: 'baseCurrency deletionAt demo id name pendingBaseCurrency role timeZone today',
  },
  Identity: { reach: 'PERSON', fields: 'createdAt id label lastUsedAt provider' },
  Import: {
    reach: 'READ',
    fields:
      'account createdAt fileName finishedAt format id preview problem problemCode rowsAdded rowsDone rowsKnown rowsSkipped rowsTotal rowsWaiting skipped statements status',
  },
  ImportColumn: { reach: 'READ', fields: 'heading index samples' },
  ImportMapping: {
    reach: 'READ',
    fields:
      'amountColumn amountKind currencyColumn dateColumn dateOrder decimalMark descriptionColumns feeColumn inColumn inverted markColumn outColumn outMarks payeeColumn',
  },
  ImportPreview: {
    reach: 'READ',
    fields: 'columns mapping problem problemCode questions remembered rowCount rows skippedCount sums',
  },
  ImportPreviewRow: { reach: 'READ', fields: 'amount currency date description line payee' },
  ImportStatement: {
    reach: 'READ',
    fields: 'account accountNumber closing count currency difference index leftOut opening sum',
  },
  ImportSum: { reach: 'READ', fields: 'count currency sum' },
  Invitation: { reach: 'OWNER', fields: 'createdAt email expiresAt id invitedBy role' },
  LeftOut: { reach: 'READ', fields: 'count currency expenses held income owed' },
  Member: { reach: 'READ', fields: 'email isViewer joinedAt name role userId' },
  Money: { reach: 'READ', fields: 'amount currency' },
  MonthSummary: { reach: 'READ', fields: 'expenses income month net' },
  NetWorthOnDate: { reach: 'READ', fields: 'date netWorth' },
  OfferedPlace: { reach: 'ANYONE', fields: 'email household invitedBy role' },
  Overview: {
    reach: 'READ',
    fields:
      'byCategory byMonth expenses income leftOut net netWorth netWorthByMonth rates unconverted unconvertedCount',
  },
  Passkey: { reach: 'PERSON', fields: 'createdAt id lastUsedAt name' },
  PayeeSuggestion: { reach: 'READ', fields: 'account category lastUsed payee' },
  RateSourceState: { reach: 'READ', fields: 'configured fetchedAt id name newestDate problem' },
  Review: { reach: 'READ', fields: 'account bankRow candidates createdAt id kind transaction' },
  Session: { reach: 'PERSON', fields: 'createdAt current device id lastUsedAt' },
  SignInChallenge: { reach: 'ANYONE', fields: 'expiresAt kinds token' },
  SignInMethods: { reach: 'PERSON', fields: 'hasPassword identities passkeys recoveryCodesLeft totpSince' },
  SignInProvider: { reach: 'ANYONE', fields: 'id name' },
  SkippedRow: { reach: 'READ', fields: 'line reason text' },
  StatedBalance: { reach: 'READ', fields: 'amount date' },
  Transaction: {
    reach: 'READ',
    fields:
      'account amount bankDetails category createdAt date description id kind notes origin payee provenance status transfer updatedAt',
  },
  TransactionConnection: { reach: 'READ', fields: 'edges nodes pageInfo sums totalCount' },
  TransactionEdge: { reach: 'READ', fields: 'balance cursor node' },
  TransactionSum: { reach: 'READ', fields: 'count expenses income net' },
  Transfer: { reach: 'READ', fields: 'id in out' },
  User: { reach: 'ANYONE', fields: 'deletionAt email emailVerified id locale monthlySummary name theme' },
};
