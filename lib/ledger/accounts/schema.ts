import { z } from 'zod';
import { currencyField } from '@/lib/core/money/currency-field';
import { decimalField } from '@/lib/core/money/amount-field';
import { optionalText, requiredText } from '@/lib/platform/errors/parse-input';
import { ACCOUNT_TYPES } from '@/lib/ledger/reference/account';

const numberField = optionalText('The account number', 64);

export const addAccountSchema = z.object({
  name: requiredText('The name', 100),
  type: z.enum(ACCOUNT_TYPES, { error: 'This kind of account is not known.' }),
  currency: currencyField,
  openingBalance: decimalField.nullish(),
  number: numberField,
  private: z.boolean({ error: 'An account is private or not.' }).nullish(),
});

export const updateAccountSchema = z.object({
  name: requiredText('The name', 100).optional(),
  openingBalance: decimalField.optional(),
  number: numberField,
  private: z.boolean({ error: 'An account is private or not: it cannot be cleared.' }).optional(),
  counted: z.boolean({ error: 'An account counts or not: it cannot be cleared.' }).optional(),
});
