import { z } from 'zod';
import { ACCOUNT_TYPES } from '@/lib/ledger/reference/account';
import { isTimeZone } from '@/lib/core/dates/local-date';
import { currencyField } from '@/lib/core/money/currency-field';
import { dateField } from '@/lib/core/dates/date-field';
import { decimalField } from '@/lib/core/money/amount-field';
import { requiredText } from '@/lib/platform/errors/parse-input';
import { csvMappingSchema } from '@/lib/intake/files/csv/mapping';

/**
 * The format of exports, as docs/export-format.md describes it. A number goes up when a reader of the number
 * before would go wrong.
 */
export const FORMAT = 'saldo-export';
export const FORMAT_VERSION = 1;

/** A row of another file, by its line: the first one is 1. */
const lineOf = z
  .int({ error: 'A row is named by the number of its line, from 1 on.' })
  .min(1, { error: 'A row is named by the number of its line, from 1 on.' });
/**
 * What people and banks wrote is taken as it stands, spaces and all: it comes back out as it went in. Only
 * the length of a line limits it.
 */
const text = z.string({ error: 'A text is missing: write null where there is none.' }).nullable();
const instant = z.iso.datetime({
  precision: 3,
  error: 'An instant is written like 2026-03-01T12:00:00.000Z.',
});
const currency = currencyField;
const status = z.enum(['PENDING', 'CLEARED', 'RECONCILED'], {
  error: 'A status is PENDING, CLEARED or RECONCILED.',
});

const household = z.strictObject({
  name: requiredText('The name', 100),
  baseCurrency: currency,
  timeZone: z
    .string()
    .refine(isTimeZone, { error: 'This time zone is not known: give an IANA name, such as Europe/Prague.' }),
});

const account = z
  .strictObject({
    name: requiredText('The name', 100),
    type: z.enum(ACCOUNT_TYPES, { error: 'This kind of account is not known.' }),
    currency,
    number: text,
    openingBalance: decimalField,
    closedOn: dateField.nullable(),
    private: z.boolean(),
    counted: z.boolean(),
    createdAt: instant,
  })
  .refine((one) => one.counted || one.private, {
    error: 'An account that everybody sees counts in the totals.',
  });

const category = z.strictObject({
  name: requiredText('The name', 100),
  kind: z.enum(['INCOME', 'EXPENSE'], { error: 'A category is of INCOME or EXPENSE.' }),
  color: z.int().min(1).max(12),
  archived: z.boolean(),
  parent: lineOf.nullable(),
});

const mark = z.enum(['P', 'R']).optional();
const transaction = z.strictObject({
  account: lineOf,
  date: dateField,
  amount: decimalField,
  kind: z.enum(['INCOME', 'EXPENSE', 'TRANSFER'], { error: 'A transaction is INCOME, EXPENSE or TRANSFER.' }),
  status,
  category: lineOf.nullable(),
  payee: text,
  description: text,
  notes: text,
  origin: z.enum(['PERSON', 'FILE', 'BANK'], {
    error: 'A transaction comes from a PERSON, a FILE or a BANK.',
  }),
  /** What a bank told besides; empty for what a person recorded. */
  bank: z
    .strictObject({
      account: z.string(),
      id: z.string(),
      variable: z.string(),
      constant: z.string(),
      specific: z.string(),
    })
    .partial(),
  /** Fields whose value is a person's (P) or a rule's (R) and not that of the origin. */
  marks: z.strictObject({
    date: mark,
    amount: mark,
    payee: mark,
    description: mark,
    notes: mark,
    category: mark,
    status: mark,
    kind: mark,
  }),
  /** What the bank says of fields that a person has changed. */
  bankValues: z
    .strictObject({ date: dateField, amount: decimalField, payee: text, description: text, status })
    .partial(),
  createdAt: instant,
  updatedAt: instant,
});

const transfer = z
  .strictObject({
    out: lineOf,
    in: lineOf,
    state: z.enum(['LINKED', 'REFUSED'], { error: 'A transfer is LINKED or REFUSED.' }),
  })
  .refine((one) => one.out !== one.in, { error: 'A transfer has two sides.' });

const bankRow = z.strictObject({
  account: lineOf,
  /** Null while a person has to decide, and where it has been removed. */
  transaction: lineOf.nullable(),
  /** A person removed the transaction: the row must not come back with the next statement. */
  removed: z.boolean(),
  state: z.enum(['PENDING', 'BOOKED', 'GONE'], { error: 'A row of a bank is PENDING, BOOKED or GONE.' }),
  date: dateField,
  amount: decimalField,
  currency: currency.nullable(),
  payee: text,
  description: text,
  counterpartyAccount: text,
  bankId: text,
  symbols: z.strictObject({ variable: z.string(), constant: z.string(), specific: z.string() }).partial(),
  status: z.enum(['PENDING', 'CLEARED'], { error: 'The status of a row of a bank is PENDING or CLEARED.' }),
  balance: decimalField.nullable(),
});

const statedBalance = z.strictObject({ account: lineOf, date: dateField, amount: decimalField });

const question = z.strictObject({
  kind: z.enum(['TRANSFER', 'MATCH', 'GONE', 'CORRECTION'], {
    error: 'A question is TRANSFER, MATCH, GONE or CORRECTION.',
  }),
  account: lineOf,
  transaction: lineOf.nullable(),
  bankRow: lineOf.nullable(),
  candidates: z.array(lineOf).max(1_000),
});

const csvLayout = z.strictObject({ headings: z.string().max(200), mapping: csvMappingSchema });

/** The files of an export in their order: what a row names stands in a file before its own. */
export const ENTITIES = {
  household,
  accounts: account,
  categories: category,
  'csv-layouts': csvLayout,
  transactions: transaction,
  transfers: transfer,
  'bank-rows': bankRow,
  'stated-balances': statedBalance,
  questions: question,
} as const;
export type EntityName = keyof typeof ENTITIES;
export const ENTITY_NAMES = Object.keys(ENTITIES) as EntityName[];
export type Line<Name extends EntityName> = z.infer<(typeof ENTITIES)[Name]>;

export const fileOf = (name: EntityName): string => `${name}.jsonl`;
export const MANIFEST_FILE = 'manifest.json';
export const CSV_FILE = 'transactions.csv';

export const manifestSchema = z.object({
  format: z.literal(FORMAT),
  version: z.int(),
  rows: z.record(z.string(), z.int().min(0)),
});
export type Manifest = z.infer<typeof manifestSchema>;
