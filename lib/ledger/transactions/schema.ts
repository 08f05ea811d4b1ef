import { z } from 'zod';
import { dateField } from '@/lib/core/dates/date-field';
import { decimalField } from '@/lib/core/money/amount-field';
import { idField, optionalText } from '@/lib/platform/errors/parse-input';

const texts = {
  payee: optionalText('The payee', 200),
  description: optionalText('The description', 500),
  notes: optionalText('The note', 2_000),
};
const statusField = z.enum(['PENDING', 'CLEARED', 'RECONCILED'], {
  error: 'The status is PENDING, CLEARED or RECONCILED.',
});

export const addTransactionSchema = z.object({
  accountId: idField,
  date: dateField,
  amount: decimalField,
  ...texts,
  categoryId: idField.nullish(),
  status: statusField.nullish().transform((status) => status ?? 'CLEARED'),
});
export type AddTransaction = z.output<typeof addTransactionSchema>;

export const updateTransactionSchema = z.object({
  date: dateField.optional(),
  amount: decimalField.optional(),
  ...texts,
  categoryId: idField.nullish(),
  status: statusField.optional(),
  accountId: idField.optional(),
  confirmReconciled: z.boolean().nullish(),
});
export type UpdateTransaction = z.output<typeof updateTransactionSchema>;
