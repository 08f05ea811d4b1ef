'use client';

import { useTranslations } from 'next-intl';
import { startTransition, useState, type SubmitEvent } from 'react';
import { useRouter } from 'next/navigation';
import { failureText, fieldOf, inputErrorText } from '@/components/api/input-error';
import { request } from '@/components/api/request';
import { AmountInput } from '@/components/money/amount-input';
import { Button } from '@/components/ui/button';
import { Combobox } from '@/components/ui/combobox';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { toast } from '@/components/ui/toast';
import { listCurrencyCodes } from '@/lib/money/currency';
import type { AccountType } from '@/graphql/__generated__/client/graphql';
import { AddAccount_Mutation } from './queries';

const types = [
  { value: 'CHECKING', name: 'typeChecking' },
  { value: 'SAVINGS', name: 'typeSavings' },
  { value: 'CASH', name: 'typeCash' },
  { value: 'CREDIT_CARD', name: 'typeCreditCard' },
] as const satisfies readonly { value: AccountType; name: string }[];

const currencies = listCurrencyCodes().map((code) => ({ value: code, label: code }));

interface FirstAccountFormProps {
  /** The household's, offered first. */
  currency: string;
  onCreated: () => Promise<unknown>;
}

/** A transaction needs an account: makes the first one where it is missed, and goes on. */
export function FirstAccountForm({ currency: baseCurrency, onCreated }: FirstAccountFormProps) {
  const t = useTranslations('transactions');
  const te = useTranslations('errors');
  const router = useRouter();
  const [values, setValues] = useState({ name: '', type: 'CHECKING' as AccountType, currency: baseCurrency, openingBalance: '' });
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [isSaving, setIsSaving] = useState(false);
  const set = (patch: Partial<typeof values>) => setValues((before) => ({ ...before, ...patch }));

  const save = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!values.name.trim()) return setErrors({ name: te('required') });
    setIsSaving(true);
    try {
      const input = { ...values, name: values.name.trim(), openingBalance: values.openingBalance || '0' };
      const { errors: failures } = (await request(AddAccount_Mutation, { input })).addAccount;
      setErrors(Object.fromEntries(failures.map((failure) => [fieldOf(failure), inputErrorText(te, failure)])));
      if (failures.length > 0) return;
      await onCreated();
      startTransition(() => router.refresh());
    } catch (failure) {
      toast(failureText(te, failure), { tone: 'wrong' });
    } finally {
      setIsSaving(false);
    }
  };

  return (
    <form noValidate onSubmit={(event) => void save(event)} className="grid gap-4">
      <p className="text-muted">{t('noAccount')}</p>
      <Field label={t('accountName')} error={errors.name} required>
        <Input data-autofocus autoFocus value={values.name} maxLength={100} placeholder={t('accountNameExample')} onChange={(event) => set({ name: event.target.value })} />
      </Field>
      <div className="grid grid-cols-2 gap-3">
        <Field label={t('accountType')} error={errors.type}>
          <Select value={values.type} onChange={(event) => set({ type: types.find(({ value }) => value === event.target.value)?.value ?? 'CHECKING' })}>
            {types.map(({ value, name }) => (
              <option key={value} value={value}>
                {t(name)}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={t('currency')} error={errors.currency}>
          <Combobox label={t('currency')} options={currencies} value={values.currency} onValueChange={(currency) => set({ currency })} required />
        </Field>
      </div>
      <Field label={t('openingBalance')} error={errors.openingBalance}>
        <AmountInput value={values.openingBalance} onValueChange={(openingBalance) => set({ openingBalance })} currency={values.currency} />
      </Field>
      <Button variant="primary" size="lg" type="submit" pending={isSaving}>
        {t('createAccount')}
      </Button>
    </form>
  );
}
