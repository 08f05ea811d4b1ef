import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { fieldOf, inputErrorText, type InputError } from '@/components/api/input-error';
import { withSign } from './sums';

export interface TransferValues {
  fromAccountId: string;
  toAccountId: string;
  /** An exact decimal in the currency of the account it leaves. '' while there is none. */
  amount: string;
  /** What arrives, in the other account's currency; '' leaves it to the rate of the day. */
  receivedAmount: string;
  /** YYYY-MM-DD, '' while the text is none. */
  date: string;
  description: string;
  notes: string;
}
type FieldErrors = Partial<Record<keyof TransferValues, string>>;

/** What a transfer's form holds. The two accounts are never the same: choosing the other one swaps them. */
export function useTransferForm(initial: TransferValues) {
  const t = useTranslations('transactions');
  const te = useTranslations('errors');
  const [values, setValues] = useState(initial);
  const [errors, setErrors] = useState<FieldErrors>({});
  const set = (patch: Partial<TransferValues>) => {
    setValues((before) => ({ ...before, ...patch }));
    setErrors((before) => ({
      ...before,
      ...Object.fromEntries(Object.keys(patch).map((field) => [field, undefined])),
    }));
  };

  return {
    values,
    errors,
    set,
    swap: () =>
      set({ fromAccountId: values.toAccountId, toAccountId: values.fromAccountId, receivedAmount: '' }),
    chooseFrom: (id: string) =>
      set({
        fromAccountId: id,
        receivedAmount: '',
        ...(id === values.toAccountId && { toAccountId: values.fromAccountId }),
      }),
    chooseTo: (id: string) =>
      set({
        toAccountId: id,
        receivedAmount: '',
        ...(id === values.fromAccountId && { fromAccountId: values.toAccountId }),
      }),
    reset: (next: TransferValues) => {
      setValues(next);
      setErrors({});
    },
    /**
     * Whether it can be sent; says at each field what is missing. `received` is the text in the field of what
     * arrives.
     */
    check: (received: string): boolean => {
      const found: FieldErrors = {};
      if (!/[1-9]/.test(values.amount)) found.amount = te('amountInvalid');
      // Nothing leaves it to the rate; what is no amount is a mistake.
      if (received.trim() && !/[1-9]/.test(values.receivedAmount)) found.receivedAmount = te('amountInvalid');
      if (!values.date) found.date = te('dateInvalid');
      setErrors(found);
      return Object.keys(found).length === 0;
    },
    /** Puts the server's failures at their fields; one that belongs to no field is said at the amount. */
    fail: (failures: readonly InputError[]) => {
      const textOf = (failure: InputError) => {
        if (fieldOf(failure) === 'receivedAmount' && failure.code === 'REQUIRED') return t('noRate');
        if (fieldOf(failure) === 'toAccountId' && failure.code === 'INVALID') return t('sameAccount');
        return inputErrorText(te, failure);
      };
      setErrors(
        Object.fromEntries(
          failures.map((failure) => [
            fieldOf(failure) in values ? fieldOf(failure) : 'amount',
            textOf(failure),
          ]),
        ),
      );
    },
  };
}
export type TransferForm = ReturnType<typeof useTransferForm>;

/** The values as the API takes them. */
export function toTransferInput({ amount, receivedAmount, description, notes, ...rest }: TransferValues) {
  return {
    ...rest,
    amount: withSign(amount, 'INCOME'),
    receivedAmount: receivedAmount ? withSign(receivedAmount, 'INCOME') : null,
    description: description.trim() || null,
    notes: notes.trim() || null,
  };
}
