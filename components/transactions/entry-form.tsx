'use client';

import { useTranslations } from 'next-intl';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { request } from '@/components/api/request';
import type { EntryDefaults } from '@/components/frame/entry-defaults';
import { ErrorState } from '@/components/ui/error-state';
import { SkeletonRows } from '@/components/ui/skeleton';
import { openAccounts, useChoices } from './choices';
import { kinds } from './filter';
import { KindSwitch } from './kind-switch';
import { lastAccount, rememberAccount } from './last-account';
import { AddTransaction_Mutation, RemoveTransactions_Mutation, type Choices } from './queries';
import { SavingForm } from './saving-form';
import { TransactionFields } from './transaction-fields';
import { useChange } from './use-change';
import { useIdempotencyKey } from './use-idempotency-key';
import { toInput, useTransactionForm, type TransactionForm } from './use-transaction-form';

const NewAccount = dynamic(() => import('./new-account'), { ssr: false });
const TransferForm = dynamic(() => import('./transfer-form'), {
  ssr: false,
  loading: () => <SkeletonRows rows={6} className="-mx-4 sm:-mx-6" />,
});

interface EntryFormProps {
  defaults: EntryDefaults;
  /** Called when an entry was saved and it was the last one. */
  onSaved: () => void;
  choices?: Choices | undefined;
}

/** The form for a new transaction or transfer; first that for an account, when there is none to book into. */
export function EntryForm({ defaults, onSaved, choices: knownChoices }: EntryFormProps) {
  const t = useTranslations('transactions');
  const { data: choices, error, mutate } = useChoices(knownChoices);
  if (!choices)
    return error ? (
      <ErrorState onRetry={() => void mutate()} />
    ) : (
      <SkeletonRows rows={6} className="-mx-4 sm:-mx-6" />
    );
  if (openAccounts(choices).length === 0)
    return <NewAccount text={t('noAccount')} baseCurrency={choices.household.baseCurrency} />;
  return <Entry defaults={defaults} choices={choices} onSaved={onSaved} />;
}

type FilledProps = Required<EntryFormProps> & { choices: Choices };

function Entry({ defaults, choices, onSaved }: FilledProps) {
  const accounts = openAccounts(choices);
  const isOpen = (id: string | undefined) => accounts.some((account) => account.id === id);
  const [kind, setKind] = useState(defaults.kind ?? 'EXPENSE');
  const isFirstKind = kind === (defaults.kind ?? 'EXPENSE');
  const empty = {
    kind: kind === 'INCOME' ? ('INCOME' as const) : ('EXPENSE' as const),
    amount: '',
    payee: '',
    categoryId: defaults.categoryId ?? '',
    accountId: [defaults.accountId, lastAccount(), accounts[0]?.id].find(isOpen) ?? '',
    date: defaults.date ?? choices.household.today,
    description: '',
    notes: '',
  };
  // Kept here, so that a look at the transfer loses nothing of what was typed.
  const form = useTransactionForm(empty);
  const choose = (chosen: typeof kind) => {
    setKind(chosen);
    if (chosen !== 'TRANSFER') form.set({ kind: chosen });
  };
  return (
    <div className="grid gap-4">
      <KindSwitch kinds={kinds} value={kind} onValueChange={choose} />
      {kind === 'TRANSFER' ? (
        <TransferForm choices={choices} start={form.values} startsInAmount={isFirstKind} onSaved={onSaved} />
      ) : (
        <Form form={form} empty={empty} choices={choices} startsInAmount={isFirstKind} onSaved={onSaved} />
      )}
    </div>
  );
}

interface FormProps extends Pick<FilledProps, 'choices' | 'onSaved'> {
  form: TransactionForm;
  empty: TransactionForm['values'];
  startsInAmount: boolean;
}

function Form({ form, empty, choices, startsInAmount, onSaved }: FormProps) {
  const t = useTranslations('transactions');
  const change = useChange();
  const [isSaving, setIsSaving] = useState(false);
  const keyFor = useIdempotencyKey();

  const save = async (isLast: boolean) => {
    if (!form.check()) return 'mistake';
    setIsSaving(true);
    const input = toInput(form.values);
    const message = t(form.values.kind === 'EXPENSE' ? 'addedExpense' : 'addedIncome');
    let added: string | undefined;
    const send = async () => {
      const { addTransaction } = await request(AddTransaction_Mutation, {
        input: { ...input, idempotencyKey: keyFor(input) },
      });
      added = addTransaction.transaction?.id;
      return addTransaction;
    };
    const takeBack = async () =>
      (await request(RemoveTransactions_Mutation, { ids: added ? [added] : [] })).removeTransactions;
    const errors = await change(send, { message, takeBack });
    setIsSaving(false);
    if (!errors) return null;
    if (errors.length > 0) {
      form.fail(errors);
      return 'mistake';
    }
    keyFor(null);
    rememberAccount(input.accountId);
    // The next one is often of the same day and account.
    form.reset({ ...empty, accountId: input.accountId, date: input.date });
    if (!isLast) return 'next';
    onSaved();
    return null;
  };

  return (
    <SavingForm save={save} isSaving={isSaving} startsInAmount={startsInAmount}>
      <TransactionFields form={form} choices={choices} accounts={openAccounts(choices)} isNew />
    </SavingForm>
  );
}
