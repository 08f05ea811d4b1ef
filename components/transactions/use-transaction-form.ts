import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { fieldOf, inputErrorText, type InputError } from '@/components/api/input-error';
import type { CategoryKind } from '@/graphql/__generated__/client/graphql';
import { withSign } from './sums';
import type { PayeeSuggestion } from './use-payees';

export interface TransactionValues {
  kind: CategoryKind;
  /** An exact decimal, as typed: its kind gives it its sign. '' while there is none. */
  amount: string;
  payee: string;
  categoryId: string;
  accountId: string;
  /** YYYY-MM-DD, '' while the text is none. */
  date: string;
  description: string;
  notes: string;
}
export type FieldErrors = Partial<Record<keyof TransactionValues, string>>;

/** What a transaction's form holds, checked before it is sent, with the server's failures at their fields. */
export function useTransactionForm(initial: TransactionValues) {
  const te = useTranslations('errors');
  const [base, setBase] = useState(initial);
  const [values, setValues] = useState(initial);
  const [errors, setErrors] = useState<FieldErrors>({});
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());

  return {
    values,
    errors,
    set: (patch: Partial<TransactionValues>) => {
      setValues((before) => ({ ...before, ...patch }));
      setTouched((before) => new Set([...before, ...Object.keys(patch)]));
      // What is being mended is not wrong any more.
      setErrors((before) => ({
        ...before,
        ...Object.fromEntries(Object.keys(patch).map((field) => [field, undefined])),
      }));
    },
    /**
     * A payee of before brings what it was last booked with, where the person has not chosen otherwise; null
     * takes that back.
     */
    bring: (payee: PayeeSuggestion | null) => {
      const category = payee?.category?.kind === values.kind ? payee.category.id : base.categoryId;
      const account = payee && !payee.account.closedOn ? payee.account.id : base.accountId;
      setValues((before) => ({
        ...before,
        ...(!touched.has('categoryId') && { categoryId: category }),
        ...(!touched.has('accountId') && { accountId: account }),
      }));
    },
    /** Starts over with these values. */
    reset: (next: TransactionValues) => {
      setBase(next);
      setValues(next);
      setErrors({});
      setTouched(new Set());
    },
    /** Whether it can be sent; says at each field what is missing. */
    check: (): boolean => {
      const found: FieldErrors = {};
      if (!/[1-9]/.test(values.amount)) found.amount = te('amountInvalid');
      if (!values.date) found.date = te('dateInvalid');
      if (!values.accountId) found.accountId = te('required');
      setErrors(found);
      return Object.keys(found).length === 0;
    },
    /** Puts the server's failures at their fields; one that belongs to no field is said at the amount. */
    fail: (failures: readonly InputError[]) => {
      setErrors(
        Object.fromEntries(
          failures.map((failure) => [
            fieldOf(failure) in values ? fieldOf(failure) : 'amount',
            inputErrorText(te, failure),
          ]),
        ),
      );
    },
  };
}
export type TransactionForm = ReturnType<typeof useTransactionForm>;

/** The values as the API takes them. */
export function toInput({
  kind,
  amount,
  payee,
  categoryId,
  accountId,
  date,
  description,
  notes,
}: TransactionValues) {
  return {
    amount: withSign(amount, kind),
    accountId,
    date,
    payee: payee.trim() || null,
    categoryId: categoryId || null,
    description: description.trim() || null,
    notes: notes.trim() || null,
  };
}
