'use client';

import { Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { request } from '@/components/api/request';
import { Button } from '@/components/ui/button';
import { Sheet } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import { statuses } from './filter';
import { statusNames } from './filter-panel';
import { KindSwitch } from './kind-switch';
import { UpdateTransaction_Mutation, type Choices, type ListRow } from './queries';
import { TransactionFields } from './transaction-fields';
import { useChange } from './use-change';
import { toInput, useTransactionForm } from './use-transaction-form';

interface EditSheetProps {
  row: ListRow;
  choices: Choices;
  onClose: () => void;
  onRemove: () => void;
}

/** All that is known of one transaction, to be changed or deleted. */
export default function EditSheet({ row, choices, onClose, onRemove }: EditSheetProps) {
  const t = useTranslations('transactions');
  const tc = useTranslations('common');
  const change = useChange();
  const [isSaving, setIsSaving] = useState(false);
  const [status, setStatus] = useState(row.status);
  const form = useTransactionForm({
    kind: row.amount.amount.startsWith('-') ? 'EXPENSE' : 'INCOME',
    amount: row.amount.amount.replace('-', ''),
    payee: row.payee ?? '',
    categoryId: row.category?.id ?? '',
    accountId: row.account.id,
    date: row.date,
    description: row.description ?? '',
    notes: row.notes ?? '',
  });
  // A transaction can only move to an account of its own currency.
  const accounts = choices.accounts.filter(({ id, currency, closedOn }) => id === row.account.id || (currency === row.account.currency && !closedOn));

  const save = async () => {
    if (isSaving || !form.check()) return;
    setIsSaving(true);
    const input = { ...toInput(form.values), status };
    const errors = await change(async () => (await request(UpdateTransaction_Mutation, { id: row.id, input })).updateTransaction, { message: t('changed', { count: 1 }) });
    setIsSaving(false);
    if (errors?.length === 0) onClose();
    else if (errors) form.fail(errors);
  };

  return (
    <Sheet open onOpenChange={onClose} title={t('editTransaction')}>
      <form
        noValidate
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <KindSwitch kinds={['EXPENSE', 'INCOME']} value={form.values.kind} onValueChange={(kind) => form.set({ kind })} />
        <TransactionFields form={form} choices={choices} accounts={accounts} />
        <Field label={t('status')}>
          <Select value={status} onChange={(event) => setStatus(statuses.find((known) => known === event.target.value) ?? status)}>
            {statuses.map((known) => (
              <option key={known} value={known}>
                {t(statusNames[known])}
              </option>
            ))}
          </Select>
        </Field>
        <div className="sticky bottom-0 -mx-1 flex gap-2 bg-card px-1 py-2">
          <Button
            variant="ghost"
            className="text-wrong"
            onClick={() => {
              onClose();
              onRemove();
            }}
          >
            <Trash2 aria-hidden />
            {tc('delete')}
          </Button>
          <Button variant="primary" type="submit" pending={isSaving} className="ml-auto">
            {t('saveChanges')}
          </Button>
        </div>
      </form>
    </Sheet>
  );
}
