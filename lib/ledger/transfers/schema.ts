import { z } from 'zod';
import { dateField } from '@/lib/core/dates/date-field';
import { decimalField } from '@/lib/core/money/amount-field';
import { idField, optionalText } from '@/lib/platform/errors/parse-input';

export const addTransferSchema = z.object({
  fromAccountId: idField,
  toAccountId: idField,
  date: dateField,
  amount: decimalField,
  receivedAmount: decimalField.nullish(),
  description: optionalText('The description', 500),
  notes: optionalText('The note', 2_000),
  status: z
    .enum(['PENDING', 'CLEARED', 'RECONCILED'], { error: 'The status is PENDING, CLEARED or RECONCILED.' })
    .nullish()
    .transform((status) => status ?? 'CLEARED'),
});
