/** Tables with a sealed column. The name is part of what a blob is bound to. */
export const SEALED_TABLES = [
  'account',
  'account_balance',
  'transaction',
  'month_total',
  'import',
  'import_file',
  'bank_connection',
  'bank_consent',
  'bank_account',
  'bank_sync',
  'bank_response',
  'bank_posting',
  'audit_event',
  'bank_balance',
  'mail',
  'idempotency_key',
] as const;
export type SealedTable = (typeof SEALED_TABLES)[number];

/**
 * Where sealed values are, in the words of SQL, so that whoever seals a household's data anew finds all of
 * it.
 */
export type SealedPlace = {
  /** The table that is bound in; where copies are kept, it is another than the table that is read. */
  sealedAs: SealedTable;
  table: string;
  /** What is read, with the table as `t`. */
  from: string;
  household: string;
  /** The primary key: columns with their types. */
  key: [column: string, type: string][];
  /** What a value is bound to beside table and household. */
  boundTo: string;
  /** The value as bytes. */
  sealed: string;
  /** Puts `n.sealed` in its place. */
  assign: string;
  /** How many rows at once: some hold whole files. */
  batch: number;
};

const USUAL = {
  household: 't.household_id',
  key: [['id', 'uuid']] as [string, string][],
  boundTo: 't.id::text',
  sealed: 't.sealed',
  assign: 'sealed = n.sealed',
  batch: 500,
};

const UNUSUAL: Partial<Record<SealedTable, Partial<SealedPlace>>> = {
  account_balance: { key: [['account_id', 'uuid']], boundTo: 't.account_id::text' },
  import_file: { key: [['import_id', 'uuid']], boundTo: 't.import_id::text', batch: 1 },
  bank_consent: { key: [['state_hash', 'bytea']], boundTo: `encode(t.state_hash, 'hex')` },
  bank_response: { batch: 20 },
  idempotency_key: {
    key: [
      ['household_id', 'uuid'],
      ['key', 'bytea'],
    ],
    boundTo: `encode(t.key, 'hex')`,
    batch: 20,
  },
  bank_balance: {
    key: [
      ['account_id', 'uuid'],
      ['date', 'date'],
    ],
    boundTo: `t.account_id || ':' || to_char(t.date, 'YYYY-MM-DD')`,
  },
};

/** Rows as they were before a change keep the sealed part of a transaction inside of JSON. */
const KEPT_BEFORE_CHANGE: SealedPlace = {
  ...USUAL,
  sealedAs: 'transaction',
  table: 'change_row',
  from: 'change_row t JOIN change c ON c.id = t.change_id',
  household: 'c.household_id',
  key: [
    ['change_id', 'uuid'],
    ['entity_id', 'uuid'],
  ],
  boundTo: 't.entity_id::text',
  sealed: `decode(substr(t.before->>'sealed', 3), 'hex')`,
  assign: `before = jsonb_set(t.before, '{sealed}', to_jsonb('\\x' || encode(n.sealed, 'hex')))`,
};

/** Every place where something is sealed with a household's data key. */
export const SEALED_PLACES: readonly SealedPlace[] = [
  ...SEALED_TABLES.map((table) => ({
    ...USUAL,
    sealedAs: table,
    table,
    from: `${table} t`,
    ...UNUSUAL[table],
  })),
  KEPT_BEFORE_CHANGE,
];
