'use client';

import { useTranslations } from 'next-intl';
import type { TransactionField } from '@/graphql/__generated__/client/graphql';
import { DateInput } from '@/components/ui/date-input';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import { CategoryCombobox } from './category-combobox';
import { EntryAmount } from './entry-amount';
import { Marked } from './marked';
import { MoreFields } from './more-fields';
import { PayeeInput } from './payee-input';
import type { Choices } from './queries';
import type { TransactionForm } from './use-transaction-form';

interface TransactionFieldsProps {
  form: TransactionForm;
  choices: Choices;
  /** Accounts to choose from. */
  accounts: readonly { id: string; name: string; currency: string }[];
  /**
   * A new one: a payee brings its category and account, and description and notes are asked for only when
   * somebody wants them.
   */
  isNew?: boolean;
  /** A side of a transfer has none. */
  hasCategory?: boolean;
  /** Why the amount cannot be changed. */
  amountLocked?: string | undefined;
  /** What the mark at a field says whose value is not the bank's. */
  marks?: Partial<Record<TransactionField, string>>;
}

/** What is known of a transaction, in the order in which people think of it. */
export function TransactionFields({
  form,
  choices,
  accounts,
  isNew = false,
  hasCategory = true,
  amountLocked,
  marks = {},
}: TransactionFieldsProps) {
  const t = useTranslations('transactions');
  const tc = useTranslations('common');
  const { values, errors, set } = form;
  const currency =
    accounts.find(({ id }) => id === values.accountId)?.currency ?? choices.household.baseCurrency;
  return (
    <div className="grid gap-4">
      <Marked text={marks.AMOUNT}>
        <EntryAmount
          value={values.amount}
          onValueChange={(amount) => set({ amount })}
          currency={currency}
          error={errors.amount}
          locked={amountLocked}
        />
      </Marked>
      <Marked text={marks.PAYEE}>
        <Field label={t('payee')} error={errors.payee}>
          <PayeeInput
            value={values.payee}
            onValueChange={(payee) => set({ payee })}
            onKnown={isNew ? form.bring : undefined}
          />
        </Field>
      </Marked>
      {hasCategory && (
        <Field label={t('category')} error={errors.categoryId}>
          <CategoryCombobox
            kind={values.kind}
            choices={choices}
            value={values.categoryId}
            onValueChange={(categoryId) => set({ categoryId })}
          />
        </Field>
      )}
      <div className="grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)] gap-3 sm:grid-cols-2">
        <Field label={t('account')} error={errors.accountId}>
          <Select value={values.accountId} onChange={(event) => set({ accountId: event.target.value })}>
            {accounts.map((account) => (
              <option key={account.id} value={account.id}>
                {account.name}
              </option>
            ))}
          </Select>
        </Field>
        <Marked text={marks.DATE}>
          <Field label={tc('date')} error={errors.date}>
            <DateInput
              value={values.date}
              onValueChange={(date) => set({ date })}
              today={choices.household.today}
            />
          </Field>
        </Marked>
      </div>
      <MoreFields
        values={values}
        errors={errors}
        set={set}
        isFolded={isNew}
        descriptionMark={marks.DESCRIPTION}
      />
    </div>
  );
}
