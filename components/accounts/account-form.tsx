'use client';

import { useTranslations } from 'next-intl';
import { useState, type SubmitEvent } from 'react';
import {
  errorsOf,
  failureText,
  fieldOf,
  inputErrorText,
  type InputError,
} from '@/components/api/input-error';
import { request } from '@/components/api/request';
import { AmountInput } from '@/components/money/amount-input';
import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/checkbox';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import type { AccountType } from '@/graphql/__generated__/client/graphql';
import { accountTypes } from './account-types';
import { CurrencyInput } from './currency-input';
import { AddAccount_Mutation, UpdateAccount_Mutation } from './queries';

export interface EditedAccount {
  id: string;
  name: string;
  type: AccountType;
  currency: string;
  number: string | null;
  /** Exact decimal. */
  openingBalance: string;
  private: boolean;
  counted: boolean;
}

interface AccountFormProps {
  /** The account to change; without it a new one is opened. */
  account?: EditedAccount | undefined;
  baseCurrency: string;
  onSaved: () => void;
}

/** In the order they stand in the form. */
const fields = ['name', 'currency', 'openingBalance', 'number'] as const;
type Errors = Partial<Record<(typeof fields)[number] | 'form', string>>;

/** Opens an account or changes one. Kind and currency of an account stay what they were. */
export function AccountForm({ account, baseCurrency, onSaved }: AccountFormProps) {
  const t = useTranslations('accounts');
  const te = useTranslations('errors');
  const [values, setValues] = useState({
    name: account?.name ?? '',
    type: account?.type ?? 'CHECKING',
    currency: account?.currency ?? baseCurrency,
    openingBalance: account?.openingBalance ?? '',
    number: account?.number ?? '',
    private: account?.private ?? false,
    counted: account?.counted ?? true,
  });
  const [errors, setErrors] = useState<Errors>({});
  const [pending, setPending] = useState(false);
  const set = (change: Partial<typeof values>) => setValues((last) => ({ ...last, ...change }));

  /** Errors of the fields, by their last name in the API; what belongs to no field stands below them all. */
  const sentences = (failures: readonly InputError[]): Errors =>
    Object.fromEntries(
      failures.map((failure) => {
        const field = fieldOf(failure);
        const text =
          field === 'name' && failure.code === 'CONFLICT' ? t('nameTaken') : inputErrorText(te, failure);
        return [fields.find((name) => name === field) ?? 'form', text];
      }),
    );

  function show(found: Errors, form: HTMLFormElement) {
    setErrors(found);
    const first = fields.find((name) => found[name]);
    if (first) form.querySelector<HTMLElement>(`[name="${first}"]`)?.focus();
  }

  async function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    if (pending) return;
    const form = event.currentTarget;
    const typedBalance = new FormData(form).get('openingBalance');
    const found: Errors = {};
    if (!values.name.trim()) found.name = te('required');
    if (!values.currency) found.currency = t('currencyInvalid');
    // The field gives '' both for nothing and for what is no amount; nothing is zero, the other is a mistake.
    if (!values.openingBalance && typedBalance) found.openingBalance = t('amountInvalid');
    show(found, form);
    if (Object.keys(found).length > 0) return;

    setPending(true);
    const { name, type, currency, number } = values;
    const openingBalance = values.openingBalance || '0';
    try {
      const payload = account
        ? (
            await request(UpdateAccount_Mutation, {
              id: account.id,
              input: {
                name,
                openingBalance,
                number: number || null,
                ...(account.private && whoSees(values)),
              },
            })
          ).updateAccount
        : (
            await request(AddAccount_Mutation, {
              input: {
                name,
                type,
                currency,
                openingBalance,
                number: number || null,
                private: values.private,
              },
            })
          ).addAccount;
      if (errorsOf(payload).length > 0) show(sentences(errorsOf(payload)), form);
      else onSaved();
    } catch (failure) {
      setErrors({ form: failureText(te, failure) });
    } finally {
      setPending(false);
    }
  }

  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="grid gap-4">
      <Field label={t('name')} error={errors.name} required>
        <Input
          data-autofocus
          autoFocus
          name="name"
          value={values.name}
          maxLength={100}
          autoComplete="off"
          placeholder={account ? undefined : t('nameExample')}
          onChange={(event) => set({ name: event.target.value })}
        />
      </Field>
      {!account && (
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={t('type')}>
            <Select
              value={values.type}
              onChange={(event) =>
                set({ type: accountTypes.find((type) => type === event.target.value) ?? 'CHECKING' })
              }
            >
              {accountTypes.map((type) => (
                <option key={type} value={type}>
                  {t(`types.${type}`)}
                </option>
              ))}
            </Select>
          </Field>
          <Field label={t('currency')} hint={t('currencyHint')} error={errors.currency} required>
            {/* Decimals differ by currency: a balance typed for another one is not this one's. */}
            <CurrencyInput
              name="currency"
              label={t('currency')}
              value={values.currency}
              onValueChange={(currency) => set({ currency, openingBalance: '' })}
            />
          </Field>
        </div>
      )}
      <Field label={t('openingBalance')} hint={t('openingBalanceHint')} error={errors.openingBalance}>
        <AmountInput
          key={values.currency}
          name="openingBalance"
          value={values.openingBalance}
          onValueChange={(openingBalance) => set({ openingBalance })}
          currency={values.currency || baseCurrency}
        />
      </Field>
      <Field label={t('number')} hint={t('numberHint')} error={errors.number}>
        <Input
          name="number"
          value={values.number}
          maxLength={64}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => set({ number: event.target.value })}
        />
      </Field>
      {account?.private === true && (
        <div className="grid gap-2">
          <Checkbox
            label={t('counted')}
            checked={values.counted && values.private}
            disabled={!values.private}
            onChange={({ target }) => set({ counted: target.checked })}
          />
          <Checkbox
            label={t('share')}
            checked={!values.private}
            onChange={({ target }) => set({ private: !target.checked })}
          />
          <p className="pl-7 text-12 text-muted">{t('shareHint')}</p>
        </div>
      )}
      {!account && (
        <div className="grid gap-1">
          <Checkbox
            label={t('private')}
            checked={values.private}
            onChange={({ target }) => set({ private: target.checked })}
          />
          <p className="pl-7 text-12 text-muted">{t('privateHint')}</p>
        </div>
      )}
      {errors.form && (
        <p role="alert" className="text-wrong">
          {errors.form}
        </p>
      )}
      <Button type="submit" variant="primary" pending={pending} className="mt-2 justify-self-end">
        {t(account ? 'saveEdit' : 'saveNew')}
      </Button>
    </form>
  );
}

/** A private account counts or not; one that is shared always does. */
function whoSees({ private: isPrivate, counted }: { private: boolean; counted: boolean }) {
  return isPrivate ? { private: true, counted } : { private: false };
}
