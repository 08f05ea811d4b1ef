'use client';

import { useTranslations } from 'next-intl';
import { Segmented } from '@/components/ui/segmented';
import { DateInput } from '@/components/ui/date-input';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { Textarea } from '@/components/ui/textarea';
import { CategoryCombobox } from './category-combobox';
import { EntryAmount } from './entry-amount';
import { PayeeInput } from './payee-input';
import type { Choices } from './queries';
import type { TransactionForm } from './use-transaction-form';

interface TransactionFieldsProps {
  form: TransactionForm;
  choices: Choices;
  /** Accounts to choose from. */
  accounts: readonly { id: string; name: string; currency: string }[];
  /** A new one: a payee brings its category and account, and description and notes are asked for only when somebody wants them. */
  isNew?: boolean;
}

/** What is known of a transaction, in the order in which people think of it. */
export function TransactionFields({ form, choices, accounts, isNew = false }: TransactionFieldsProps) {
  const t = useTranslations('transactions');
  const tc = useTranslations('common');
  const { values, errors, set } = form;
  const currency = accounts.find(({ id }) => id === values.accountId)?.currency ?? choices.household.baseCurrency;
  const rest = (
    <>
      <Field label={t('description')} error={errors.description}>
        <Input value={values.description} maxLength={500} onChange={(event) => set({ description: event.target.value })} />
      </Field>
      <Field label={t('notes')} error={errors.notes}>
        <Textarea value={values.notes} rows={2} maxLength={2000} onChange={(event) => set({ notes: event.target.value })} />
      </Field>
    </>
  );
  return (
    <div className="grid gap-4">
      <Segmented
        label={t('kind')}
        className="w-full"
        options={[
          { value: 'EXPENSE', label: t('kindExpense') },
          { value: 'INCOME', label: t('kindIncome') },
        ]}
        value={values.kind}
        onValueChange={(kind) => set({ kind })}
      />
      <EntryAmount value={values.amount} onValueChange={(amount) => set({ amount })} currency={currency} error={errors.amount} />
      <Field label={t('payee')} error={errors.payee}>
        <PayeeInput value={values.payee} onValueChange={(payee) => set({ payee })} onKnown={isNew ? form.bring : undefined} />
      </Field>
      <Field label={t('category')} error={errors.categoryId}>
        <CategoryCombobox kind={values.kind} choices={choices} value={values.categoryId} onValueChange={(categoryId) => set({ categoryId })} />
      </Field>
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
        <Field label={tc('date')} error={errors.date}>
          <DateInput value={values.date} onValueChange={(date) => set({ date })} today={choices.household.today} />
        </Field>
      </div>
      {isNew ? (
        <details className="group">
          <summary className="w-fit rounded-sm text-14 font-medium text-accent">{t('more')}</summary>
          <div className="mt-3 grid gap-4">{rest}</div>
        </details>
      ) : (
        rest
      )}
    </div>
  );
}
