import type { BankRow } from '@/lib/intake/row';
import { z } from 'zod';
import { accountOf, domesticAccount, isIban } from '@/lib/intake/text/accounts';
import { setSymbol } from '@/lib/intake/text/symbols';
import { joinTexts, tidy } from '@/lib/intake/text/tidy';
import { isLocalDate } from '@/lib/core/dates/local-date';
import { isCurrencyCode } from '@/lib/core/money/currency';
import { readAmount } from '../amount';

// The shape of transactions.json. Days come with an offset: "2026-03-18+0100".
const day = z
  .string()
  .transform((text) => text.slice(0, 10))
  .refine(isLocalDate);
const amount = z.union([z.number(), z.string()]).transform(String);
const column = <Value extends z.ZodType>(value: Value) => z.object({ value }).nullish();
const text = column(z.union([z.string(), z.number()]).transform(String).nullable());

const movementSchema = z.object({
  column0: z.object({ value: day }),
  column1: z.object({ value: amount }),
  column2: text,
  column3: text,
  column4: text,
  column5: text,
  column6: text,
  column7: text,
  column8: text,
  column10: text,
  column14: z.object({ value: z.string() }),
  column16: text,
  column18: text,
  /** The id of the movement, unique within the account. */
  column22: z.object({
    value: z.union([z.int().nonnegative(), z.string().regex(/^\d+$/)]).transform(String),
  }),
  column25: text,
});

export const statementSchema = z.object({
  accountStatement: z.object({
    info: z.object({
      accountId: z.string(),
      bankId: z.string(),
      currency: z.string().refine(isCurrencyCode),
      iban: z.string().nullish(),
      closingBalance: amount.nullish(),
      dateEnd: day.nullish(),
    }),
    transactionList: z.object({ transaction: z.array(movementSchema).nullish() }).nullish(),
  }),
});

export type Statement = z.infer<typeof statementSchema>['accountStatement'];
type Movement = z.infer<typeof movementSchema>;

export function movementsOf(statement: Statement): Movement[] {
  return statement.transactionList?.transaction ?? [];
}

/** A movement as a row. Fio lists what is booked only. Throws BankError MALFORMED. */
export function bankRow(bank: string, movement: Movement): BankRow {
  const symbols: BankRow['symbols'] = {};
  setSymbol(symbols, 'constant', movement.column4?.value);
  setSymbol(symbols, 'variable', movement.column5?.value);
  setSymbol(symbols, 'specific', movement.column6?.value);
  const words = joinTexts([
    movement.column16?.value,
    movement.column7?.value,
    movement.column25?.value,
    movement.column18?.value,
  ]);
  return {
    date: movement.column0.value,
    amountMinor: readAmount(bank, movement.column1.value, movement.column14.value),
    currency: movement.column14.value,
    payee: tidy(movement.column10?.value) ?? shopOf(words),
    description: words ?? tidy(movement.column8?.value),
    counterpartyAccount: counterparty(movement.column2?.value, movement.column3?.value),
    bankId: movement.column22.value,
    symbols,
    status: 'CLEARED',
    balanceMinor: null,
  };
}

/**
 * Card payments name the shop in their text: "Nákup: Billa Konevova, Praha, CZ, dne 1.8.2016, částka 353.29
 * CZK".
 */
function shopOf(words: string | null): string | null {
  return /^Nákup: ([^,]+),/.exec(words ?? '')?.[1]?.trim() ?? null;
}

function counterparty(
  account: string | null | undefined,
  bankCode: string | null | undefined,
): string | null {
  const plain = accountOf(account);
  return plain === null || isIban(plain) ? plain : domesticAccount(account, bankCode);
}
