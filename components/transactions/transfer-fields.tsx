'use client';

import { ArrowDownUp } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { AmountInput } from '@/components/money/amount-input';
import { DateInput } from '@/components/ui/date-input';
import { Field } from '@/components/ui/field';
import { IconButton } from '@/components/ui/icon-button';
import { Select } from '@/components/ui/select';
import { EntryAmount } from './entry-amount';
import { MoreFields } from './more-fields';
import type { Choices } from './queries';
import type { TransferForm } from './use-transfer-form';

interface TransferFieldsProps {
  form: TransferForm;
  accounts: Choices['accounts'];
  today: string;
}

/**
 * How much goes from which account to which other one. What arrives is asked for only where it may be another
 * amount.
 */
export function TransferFields({ form, accounts, today }: TransferFieldsProps) {
  const t = useTranslations('transactions');
  const tc = useTranslations('common');
  const { values, errors, set } = form;
  const currencyOf = (id: string) => accounts.find((account) => account.id === id)?.currency ?? '';
  const [sent, received] = [currencyOf(values.fromAccountId), currencyOf(values.toAccountId)];
  return (
    <div className="grid gap-4">
      <EntryAmount
        value={values.amount}
        onValueChange={(amount) => set({ amount })}
        currency={sent}
        error={errors.amount}
      />
      <div className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-2">
        <div className="grid gap-4">
          <Field label={t('fromAccount')} error={errors.fromAccountId}>
            <AccountSelect accounts={accounts} value={values.fromAccountId} onChoose={form.chooseFrom} />
          </Field>
          <Field label={t('toAccount')} error={errors.toAccountId}>
            <AccountSelect accounts={accounts} value={values.toAccountId} onChoose={form.chooseTo} />
          </Field>
        </div>
        <IconButton label={t('swapAccounts')} onClick={form.swap}>
          <ArrowDownUp aria-hidden />
        </IconButton>
      </div>
      {received !== sent && (
        <Field
          label={t('receivedAmount')}
          hint={t('receivedHint', { currency: received })}
          error={errors.receivedAmount}
        >
          <AmountInput
            key={received}
            name="receivedAmount"
            value={values.receivedAmount}
            onValueChange={(receivedAmount) => set({ receivedAmount })}
            currency={received}
          />
        </Field>
      )}
      <Field label={tc('date')} error={errors.date}>
        <DateInput value={values.date} onValueChange={(date) => set({ date })} today={today} />
      </Field>
      <MoreFields values={values} errors={errors} set={set} isFolded />
    </div>
  );
}

function AccountSelect({
  accounts,
  value,
  onChoose,
}: {
  accounts: Choices['accounts'];
  value: string;
  onChoose: (id: string) => void;
}) {
  return (
    <Select value={value} onChange={(event) => onChoose(event.target.value)}>
      {accounts.map(({ id, name, currency }) => (
        <option key={id} value={id}>
          {accounts.some((account) => account.currency !== currency) ? `${name} (${currency})` : name}
        </option>
      ))}
    </Select>
  );
}
