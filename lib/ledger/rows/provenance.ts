import { type BankValues, type MarkedField, type Marks, type Transaction, withAmount } from './types';

export type FieldSource = 'BANK' | 'FILE' | 'RULE' | 'PERSON';
/**
 * Where a field's value comes from. `bankValue` is what the bank says where a person says otherwise, as text.
 */
export type Provenance = { field: MarkedField; source: FieldSource; bankValue: string | null };

const BANK_FIELDS = ['date', 'amount', 'payee', 'description', 'status'] as const;
type BankField = (typeof BANK_FIELDS)[number];

/** What a bank states of a transaction, in the shape of the fields it may fill. */
export type BankStatement = Required<BankValues>;

/**
 * Where the value of each field comes from. Fields that are empty and were never touched have no source and
 * are left out.
 */
export function provenanceOf(transaction: Transaction): Provenance[] {
  const { marks = {}, bankValues = {}, origin } = transaction;
  const filled: Record<MarkedField, boolean> = {
    date: true,
    amount: true,
    payee: transaction.payee !== null,
    description: transaction.description !== null,
    notes: transaction.notes !== null,
    category: transaction.category !== null,
    status: true,
    kind: true,
  };
  return (Object.keys(filled) as MarkedField[])
    .filter((field) => filled[field] || marks[field] !== undefined)
    .map((field) => {
      const bankValue = bankValues[field as BankField];
      return { field, source: sourceOf(marks[field], origin), bankValue: bankValue ?? null };
    });
}

function sourceOf(mark: Marks[MarkedField], origin: Transaction['origin']): FieldSource {
  if (mark === 'P') return 'PERSON';
  return mark === 'R' ? 'RULE' : origin;
}

function bankFieldsOf(transaction: Transaction): BankStatement {
  const { date, amountMinor, payee, description, status } = transaction;
  return { date, amount: amountMinor.toString(), payee, description, status };
}

/**
 * `after` with marks on what a person changed since `before`, and the bank's own values kept beside them.
 * A field that is put back to what the bank says is the bank's again.
 */
export function markPerson(before: Transaction, after: Transaction): Transaction {
  const marks: Marks = { ...before.marks };
  // Where no bank says otherwise a person's value needs no mark; it ends the mark of a rule.
  if (before.origin === 'PERSON') return { ...after, marks: withoutChanged(marks, before, after) };
  const bankValues: BankValues = { ...before.bankValues };
  const [old, current] = [bankFieldsOf(before), bankFieldsOf(after)];
  for (const field of BANK_FIELDS) {
    if (old[field] === current[field]) continue;
    if (bankValues[field] === undefined) setValue(bankValues, field, old[field]);
    const theirs = bankValues[field] === current[field];
    marks[field] = theirs ? undefined : 'P';
    if (theirs) bankValues[field] = undefined;
  }
  if (before.notes !== after.notes) marks.notes = 'P';
  if (before.category?.id !== after.category?.id) marks.category = 'P';
  return { ...after, marks, bankValues };
}

/** The marks of fields that are as they were. */
function withoutChanged(marks: Marks, before: Transaction, after: Transaction): Marks {
  const [old, current] = [bankFieldsOf(before), bankFieldsOf(after)];
  for (const field of BANK_FIELDS) if (old[field] !== current[field]) marks[field] = undefined;
  if (before.notes !== after.notes) marks.notes = undefined;
  if (before.category?.id !== after.category?.id) marks.category = undefined;
  if (before.kind !== after.kind) marks.kind = undefined;
  return marks;
}

/**
 * A transaction that a person had recorded, once its bank or a file shows it too: all that the person wrote
 * stays theirs.
 */
export function claimForBank(
  transaction: Transaction,
  statement: BankStatement,
  origin: 'BANK' | 'FILE' = 'BANK',
): Transaction {
  const mine = bankFieldsOf(transaction);
  const marks: Marks = { kind: 'P' };
  const bankValues: BankValues = {};
  for (const field of BANK_FIELDS) {
    if (field === 'status' || mine[field] === null || mine[field] === statement[field]) continue;
    marks[field] = 'P';
    setValue(bankValues, field, statement[field]);
  }
  if (transaction.notes !== null) marks.notes = 'P';
  if (transaction.category !== null) marks.category = 'P';
  return withStatement({ ...transaction, origin, marks, bankValues }, statement, BANK_FIELDS);
}

/** What a statement agreed on: a bank's other word for it waits for a person. */
const AGREED_FIELDS = ['date', 'amount'] as const;

function isAgreed(field: BankField): boolean {
  return AGREED_FIELDS.some((agreed) => agreed === field);
}

/**
 * The day and the amount that a bank has corrected on a reconciled transaction, as long as nobody has
 * answered.
 */
export function waitingCorrection({ marks = {}, bankValues = {} }: Transaction): BankValues {
  const waiting: BankValues = {};
  for (const field of AGREED_FIELDS)
    if (marks[field] !== 'P' && bankValues[field] !== undefined) waiting[field] = bankValues[field];
  return waiting;
}

/** Whether a correction of the bank waits for a person. */
export function isCorrected(transaction: Transaction): boolean {
  return Object.keys(waitingCorrection(transaction)).length > 0;
}

/** The transaction with the day and the amount that its bank says now. */
export function takeCorrection(transaction: Transaction): Transaction {
  const { date = transaction.date, amount } = waitingCorrection(transaction);
  const changed = amount === undefined ? transaction : withAmount(transaction, BigInt(amount));
  return { ...changed, date, bankValues: withoutCorrection(transaction) };
}

/**
 * The transaction with its own day and amount, which are a person's from then on; what the bank says stays
 * beside them.
 */
export function keepAgainstCorrection(transaction: Transaction): Transaction {
  const marks: Marks = { ...transaction.marks };
  for (const field of AGREED_FIELDS)
    if (waitingCorrection(transaction)[field] !== undefined) marks[field] = 'P';
  return { ...transaction, marks };
}

/** The transaction as if its bank had not corrected it: there is no bank any more to say so. */
export function forgetCorrection(transaction: Transaction): Transaction {
  return { ...transaction, bankValues: withoutCorrection(transaction) };
}

function withoutCorrection(transaction: Transaction): BankValues {
  const values: BankValues = { ...transaction.bankValues };
  for (const field of AGREED_FIELDS)
    if (waitingCorrection(transaction)[field] !== undefined) values[field] = undefined;
  return values;
}

/**
 * The transaction after its bank has changed what it says from `before` to `after`. Only what the bank
 * changed is taken over; where a person has said otherwise it is only remembered, and so are day and amount
 * of a reconciled one.
 */
export function applyStatement(
  transaction: Transaction,
  before: BankStatement,
  after: BankStatement,
): Transaction {
  return withStatement(
    transaction,
    after,
    BANK_FIELDS.filter((field) => before[field] !== after[field]),
  );
}

function withStatement(
  transaction: Transaction,
  statement: BankStatement,
  fields: readonly BankField[],
): Transaction {
  const marks = transaction.marks ?? {};
  const bankValues: BankValues = { ...transaction.bankValues };
  const taken: Partial<BankStatement> = {};
  const mine = bankFieldsOf(transaction);
  for (const field of fields) {
    const isSame = statement[field] === mine[field];
    if (marks[field] === 'P') setValue(bankValues, field, statement[field]);
    else if (transaction.status === 'RECONCILED' && isAgreed(field))
      setValue(bankValues, field, isSame ? undefined : statement[field]);
    else if (field !== 'status' || transaction.status !== 'RECONCILED') {
      setValue(taken, field, statement[field]);
      setValue(bankValues, field, undefined);
    }
  }
  const { amount, ...texts } = taken;
  return {
    ...transaction,
    ...texts,
    ...(amount === undefined ? {} : { amountMinor: BigInt(amount) }),
    bankValues,
  };
}

/** Assigns one field; TypeScript cannot see that key and value belong together. */
function setValue<Field extends BankField>(
  values: BankValues,
  field: Field,
  value: BankStatement[Field] | undefined,
): void {
  values[field] = value;
}
