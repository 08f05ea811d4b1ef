'use client';

import { useTranslations } from 'next-intl';
import { useState, type SubmitEvent } from 'react';
import { CurrencyInput } from '@/components/accounts/currency-input';
import {
  errorsOf,
  failureText,
  fieldOf,
  inputErrorText,
  type InputError,
} from '@/components/api/input-error';
import { request } from '@/components/api/request';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { toast } from '@/components/ui/toast';
import type { AccountType } from '@/graphql/__generated__/client/graphql';
import { AddImportAccount_Mutation, type ImportAccount } from './queries';

/** Accounts that banks give statements of, the usual one first. */
const types = [
  'CHECKING',
  'SAVINGS',
  'CREDIT_CARD',
  'LOAN',
  'INVESTMENT',
  'CASH',
] as const satisfies readonly AccountType[];

/** An account for the file, made in place; its opening balance can be given later. */
export function NewAccountFields({
  currency: proposed,
  onAdded,
}: {
  currency: string;
  onAdded: (account: ImportAccount) => void;
}) {
  const t = useTranslations('import');
  const tAccounts = useTranslations('accounts');
  const tErrors = useTranslations('errors');
  const [name, setName] = useState('');
  const [type, setType] = useState<AccountType>('CHECKING');
  const [currency, setCurrency] = useState(proposed);
  const [errors, setErrors] = useState<readonly InputError[]>([]);
  const [pending, setPending] = useState(false);
  const errorAt = (field: string) => {
    const error = errors.find((one) => fieldOf(one) === field);
    return (
      error &&
      (field === 'name' && error.code === 'CONFLICT' ? t('accountNameTaken') : inputErrorText(tErrors, error))
    );
  };

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    setPending(true);
    try {
      const { addAccount } = await request(AddImportAccount_Mutation, { input: { name, type, currency } });
      setErrors(errorsOf(addAccount));
      if (addAccount.account) onAdded(addAccount.account);
    } catch (failure) {
      toast(failureText(tErrors, failure), { tone: 'wrong' });
    } finally {
      setPending(false);
    }
  };

  return (
    <form
      onSubmit={(event) => void submit(event)}
      className="mt-4 grid gap-4 rounded-lg bg-grey-3 p-4 sm:grid-cols-3"
    >
      <Field label={tAccounts('name')} error={errorAt('name')} required>
        <Input
          value={name}
          onChange={({ target }) => setName(target.value)}
          maxLength={100}
          placeholder={t('accountNameExample')}
        />
      </Field>
      <Field label={tAccounts('type')} error={errorAt('type')}>
        <Select
          value={type}
          onChange={({ target }) => setType(types.find((one) => one === target.value) ?? 'CHECKING')}
        >
          {types.map((one) => (
            <option key={one} value={one}>
              {tAccounts(`types.${one}`)}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={tAccounts('currency')} error={errorAt('currency')} required>
        <CurrencyInput label={tAccounts('currency')} value={currency} onValueChange={setCurrency} />
      </Field>
      <div className="sm:col-span-3">
        <Button type="submit" pending={pending}>
          {t('createAccount')}
        </Button>
      </div>
    </form>
  );
}
