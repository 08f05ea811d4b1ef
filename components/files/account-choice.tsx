'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Card } from '@/components/ui/card';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import { NewAccountFields } from './new-account-fields';
import type { ImportAccount, ImportPreview } from './queries';

const NEW = 'new';
type Sums = ImportPreview['sums'];

/** Accounts in a currency that the file states; all of them when it states none. */
function fittingAccounts(accounts: readonly ImportAccount[], sums: Sums): readonly ImportAccount[] {
  const currencies = sums.flatMap(({ currency }) => currency ?? []);
  return currencies.length === 0
    ? accounts
    : accounts.filter(({ currency }) => currencies.includes(currency));
}

/** The account that a file is of when only one can be meant. */
export function suggestedAccount(accounts: readonly ImportAccount[], sums: Sums): ImportAccount | null {
  const [first, ...others] = fittingAccounts(accounts, sums);
  return others.length === 0 ? (first ?? null) : null;
}

interface AccountChoiceProps {
  accounts: readonly ImportAccount[];
  value: string | null;
  /** What the file holds, in any currency. */
  fileSums: Sums;
  baseCurrency: string;
  error: string | undefined;
  onChoose: (accountId: string) => void;
  onAdded: (account: ImportAccount) => void;
}

/** Which account the file is of: one there is, or a new one made on the spot. */
export function AccountChoice({
  accounts,
  value,
  fileSums,
  baseCurrency,
  error,
  onChoose,
  onAdded,
}: AccountChoiceProps) {
  const t = useTranslations('import');
  const fitting = fittingAccounts(accounts, fileSums);
  const [isNew, setIsNew] = useState(value === null && fitting.length === 0);
  const currencies = fileSums.flatMap(({ currency }) => currency ?? []);
  const option = ({ id, name, currency }: ImportAccount) => (
    <option key={id} value={id}>
      {name} · {currency}
    </option>
  );
  return (
    <Card title={t('accountTitle')}>
      <Field
        label={t('account')}
        error={error}
        hint={
          currencies.length > 1 ? t('severalCurrencies', { currencies: currencies.join(', ') }) : undefined
        }
        className="max-w-sm"
      >
        <Select
          value={isNew ? NEW : (value ?? '')}
          onChange={({ target }) => {
            setIsNew(target.value === NEW);
            if (target.value !== NEW) onChoose(target.value);
          }}
        >
          {!isNew && value === null && <option value="">{t('chooseAccount')}</option>}
          {fitting.map(option)}
          {fitting.length < accounts.length && (
            <optgroup label={t('otherCurrencies')}>
              {accounts.filter((account) => !fitting.includes(account)).map(option)}
            </optgroup>
          )}
          <option value={NEW}>{t('newAccount')}</option>
        </Select>
      </Field>
      {isNew && (
        <NewAccountFields
          currency={currencies[0] ?? baseCurrency}
          onAdded={(account) => {
            setIsNew(false);
            onAdded(account);
          }}
        />
      )}
    </Card>
  );
}
