'use client';

import { useTranslations } from 'next-intl';
import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { startTransition, useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { v4 as uuid } from 'uuid';
import { request } from '@/components/api/request';
import type { EntryDefaults } from '@/components/frame/entry-defaults';
import { Button } from '@/components/ui/button';
import { ErrorState } from '@/components/ui/error-state';
import { KeyHint } from '@/components/ui/key-hint';
import { SkeletonRows } from '@/components/ui/skeleton';
import { openAccounts, refreshChoices, useChoices } from './choices';
import { lastAccount, rememberAccount } from './last-account';
import { AddTransaction_Mutation, RemoveTransactions_Mutation, type Choices } from './queries';
import { TransactionFields } from './transaction-fields';
import { useChange } from './use-change';
import { toInput, useTransactionForm } from './use-transaction-form';

const AccountForm = dynamic(() => import('@/components/accounts/account-form').then((module) => module.AccountForm), { ssr: false });

interface EntryFormProps {
  defaults: EntryDefaults;
  /** Called when an entry was saved and no other shall follow. */
  onSaved: () => void;
  choices?: Choices | undefined;
}

/** The form for a new transaction; first that for an account, when there is none to book into. */
export function EntryForm({ defaults, onSaved, choices: knownChoices }: EntryFormProps) {
  const { data: choices, error, mutate } = useChoices(knownChoices);
  if (!choices) return error ? <ErrorState onRetry={() => void mutate()} /> : <SkeletonRows rows={6} className="-mx-4 sm:-mx-6" />;
  if (openAccounts(choices).length === 0) return <FirstAccount baseCurrency={choices.household.baseCurrency} />;
  return <Form defaults={defaults} choices={choices} onSaved={onSaved} />;
}

/** A transaction needs an account: the first one is made where it is missed, and the entry goes on. */
function FirstAccount({ baseCurrency }: { baseCurrency: string }) {
  const t = useTranslations('transactions');
  const router = useRouter();
  return (
    <>
      <p className="mb-4 text-muted">{t('noAccount')}</p>
      <AccountForm
        baseCurrency={baseCurrency}
        onSaved={() => {
          void refreshChoices();
          startTransition(() => router.refresh());
        }}
      />
    </>
  );
}

function Form({ defaults, choices, onSaved }: Required<EntryFormProps> & { choices: Choices }) {
  const t = useTranslations('transactions');
  const accounts = openAccounts(choices);
  const element = useRef<HTMLFormElement>(null);
  const change = useChange();
  const [isSaving, setIsSaving] = useState(false);
  const keyFor = useIdempotencyKey();
  const isOpen = (id: string | undefined) => accounts.some((account) => account.id === id);
  const empty = {
    kind: defaults.kind ?? ('EXPENSE' as const),
    amount: '',
    payee: '',
    categoryId: defaults.categoryId ?? '',
    accountId: [defaults.accountId, lastAccount(), accounts[0]?.id].find(isOpen) ?? '',
    date: defaults.date ?? choices.household.today,
    description: '',
    notes: '',
  };
  const form = useTransactionForm(empty);

  // The sheet may have opened before accounts and categories had come.
  useEffect(() => focusAmount(element.current), []);

  const save = async (isLast: boolean) => {
    if (isSaving) return;
    if (!form.check()) return focusFirstError(element.current);
    setIsSaving(true);
    const input = toInput(form.values);
    const message = t(form.values.kind === 'EXPENSE' ? 'addedExpense' : 'addedIncome');
    let added: string | undefined;
    const send = async () => {
      const { transaction, errors } = (await request(AddTransaction_Mutation, { input: { ...input, idempotencyKey: keyFor(input) } })).addTransaction;
      added = transaction?.id;
      return { errors };
    };
    const takeBack = async () => (await request(RemoveTransactions_Mutation, { ids: added ? [added] : [] })).removeTransactions;
    const errors = await change(send, { message, takeBack });
    setIsSaving(false);
    if (!errors) return;
    if (errors.length > 0) {
      form.fail(errors);
      return focusFirstError(element.current);
    }
    keyFor(null);
    rememberAccount(input.accountId);
    // The next one is often of the same day and account.
    form.reset({ ...empty, kind: form.values.kind, accountId: input.accountId, date: input.date });
    if (isLast) onSaved();
    else focusAmount(element.current);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !event.shiftKey || event.defaultPrevented) return;
    event.preventDefault();
    void save(false);
  };

  return (
    <form
      ref={element}
      noValidate
      onKeyDown={onKeyDown}
      onSubmit={(event) => {
        event.preventDefault();
        void save(true);
      }}
      className="grid gap-5"
    >
      <TransactionFields form={form} choices={choices} accounts={accounts} isNew />
      <div className="sticky bottom-0 -mx-1 flex flex-wrap gap-2 bg-card px-1 py-2">
        <Button variant="primary" size="lg" type="submit" pending={isSaving} className="flex-1">
          {t('save')}
          <KeyHintOnAccent>↵</KeyHintOnAccent>
        </Button>
        <Button size="lg" pending={isSaving} onClick={() => void save(false)}>
          {t('saveAndNext')}
          <span aria-hidden className="flex gap-1 pointer-coarse:hidden">
            <KeyHint>⇧</KeyHint>
            <KeyHint>↵</KeyHint>
          </span>
        </Button>
      </div>
    </form>
  );
}

function KeyHintOnAccent({ children }: { children: string }) {
  return (
    <span aria-hidden className="font-normal opacity-80 pointer-coarse:hidden">
      {children}
    </span>
  );
}

/**
 * One key for each entry, kept while the same entry is sent again after a failed connection, so that it is booked once. Another
 * input is another entry. `null` ends an entry.
 */
function useIdempotencyKey() {
  const last = useRef<{ input: string; key: string } | null>(null);
  return (input: object | null): string => {
    const text = JSON.stringify(input);
    if (!last.current || last.current.input !== text) last.current = { input: text, key: uuid() };
    return last.current.key;
  };
}

function focusAmount(form: HTMLFormElement | null) {
  form?.querySelector<HTMLElement>('[data-autofocus]')?.focus();
}

function focusFirstError(form: HTMLFormElement | null) {
  requestAnimationFrame(() => form?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus());
}
