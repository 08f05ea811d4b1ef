import type { TransactionField, TransactionStatus } from '@/graphql/__generated__/client/graphql';
import { statuses } from './filter';
import type { TransactionOrigin } from './queries';
import { withSign } from './sums';
import type { TransactionValues } from './use-transaction-form';

export type EditedValues = TransactionValues & { status: TransactionStatus };
export type BankField = Extract<TransactionField, 'AMOUNT' | 'DATE' | 'DESCRIPTION' | 'PAYEE' | 'STATUS'>;

/** A field for which a person or a rule said otherwise than the bank. */
export interface BankValue {
  field: BankField;
  source: 'PERSON' | 'RULE';
  /** As the API writes it: an amount signed. */
  bankValue: string;
}

const bankFields: readonly string[] = [
  'PAYEE',
  'DESCRIPTION',
  'AMOUNT',
  'DATE',
  'STATUS',
] satisfies BankField[];

export function bankValuesOf(provenance: TransactionOrigin['provenance']): BankValue[] {
  return provenance.flatMap(({ field, source, bankValue }) =>
    bankFields.includes(field) && bankValue !== null && (source === 'PERSON' || source === 'RULE')
      ? [{ field: field as BankField, source, bankValue }]
      : [],
  );
}

/** What the form has to hold for the field to have this value. */
export function toPatch(field: BankField, value: string): Partial<EditedValues> {
  switch (field) {
    case 'AMOUNT':
      return { amount: value.replace('-', ''), kind: value.startsWith('-') ? 'EXPENSE' : 'INCOME' };
    case 'DATE':
      return { date: value };
    case 'DESCRIPTION':
      return { description: value };
    case 'PAYEE':
      return { payee: value };
    case 'STATUS':
      return { status: statuses.find((status) => status === value) ?? 'CLEARED' };
  }
}

/** What the form holds of the field, as the API writes it. */
export function valueOf(values: EditedValues, field: BankField): string {
  switch (field) {
    case 'AMOUNT':
      return withSign(values.amount, values.kind);
    case 'DATE':
      return values.date;
    case 'DESCRIPTION':
      return values.description;
    case 'PAYEE':
      return values.payee;
    case 'STATUS':
      return values.status;
  }
}
