'use client';

import { useTranslations } from 'next-intl';
import { useMemo, useState } from 'react';
import { fieldOf, inputErrorText } from '@/components/api/input-error';
import { request } from '@/components/api/request';
import { Button } from '@/components/ui/button';
import { Combobox } from '@/components/ui/combobox';
import { DateInput } from '@/components/ui/date-input';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import type { TransactionStatus } from '@/graphql/__generated__/client/graphql';
import { categoryOptions, openAccounts } from './choices';
import { statuses } from './filter';
import { statusNames } from './filter-panel';
import { PayeeInput } from './payee-input';
import { UpdateTransactions_Mutation, type Choices } from './queries';
import { useChange } from './use-change';

interface BulkEditDialogProps {
  ids: readonly string[];
  choices: Choices;
  onClose: () => void;
  onDone: () => void;
}

const NONE = 'none';
const untouched = {
  categoryId: '',
  payee: '',
  accountId: '',
  date: '',
  status: '' as TransactionStatus | '',
};

/** Changes the same fields of all that is selected, as one change that one undo takes back. */
export default function BulkEditDialog({ ids, choices, onClose, onDone }: BulkEditDialogProps) {
  const t = useTranslations('transactions');
  const tc = useTranslations('common');
  const te = useTranslations('errors');
  const change = useChange();
  const [values, setValues] = useState(untouched);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [isSaving, setIsSaving] = useState(false);
  const set = (patch: Partial<typeof values>) => {
    setValues((before) => ({ ...before, ...patch }));
    setErrors({});
  };
  const categories = useMemo(
    () => [{ value: NONE, label: t('uncategorized'), color: null }, ...categoryOptions(choices, 'EXPENSE')],
    [choices, t],
  );

  const save = async () => {
    if (isSaving) return;
    const { categoryId, payee, accountId, date, status } = values;
    const input = {
      ...(categoryId && { categoryId: categoryId === NONE ? null : categoryId }),
      ...(payee.trim() && { payee: payee.trim() }),
      ...(accountId && { accountId }),
      ...(date && { date }),
      ...(status && { status }),
    };
    if (Object.keys(input).length === 0) return setErrors({ categoryId: t('bulkNothing') });
    setIsSaving(true);
    const failures = await change(
      async (confirmReconciled) =>
        (
          await request(UpdateTransactions_Mutation, {
            ids: [...ids],
            input: { ...input, confirmReconciled },
          })
        ).updateTransactions,
      { message: t('changed', { count: ids.length }) },
    );
    setIsSaving(false);
    if (failures?.length === 0) {
      onDone();
      onClose();
    } else if (failures) {
      setErrors(
        Object.fromEntries(
          failures.map((failure) => [
            fieldOf(failure) in values ? fieldOf(failure) : 'categoryId',
            inputErrorText(te, failure),
          ]),
        ),
      );
    }
  };

  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t('bulkTitle', { count: ids.length })}
      description={t('bulkHint')}
    >
      <form
        noValidate
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Field label={t('category')} error={errors.categoryId}>
          <Combobox
            label={t('category')}
            options={categories}
            value={values.categoryId}
            onValueChange={(categoryId) => set({ categoryId })}
            placeholder={t('keep')}
          />
        </Field>
        <Field label={t('payee')} error={errors.payee}>
          <PayeeInput value={values.payee} onValueChange={(payee) => set({ payee })} />
        </Field>
        <div className="grid grid-cols-2 gap-3">
          <Field label={t('account')} error={errors.accountId}>
            <Select value={values.accountId} onChange={(event) => set({ accountId: event.target.value })}>
              <option value="">{t('keep')}</option>
              {openAccounts(choices).map((account) => (
                <option key={account.id} value={account.id}>
                  {account.name}
                </option>
              ))}
            </Select>
          </Field>
          <Field label={t('status')} error={errors.status}>
            <Select
              value={values.status}
              onChange={(event) =>
                set({ status: statuses.find((known) => known === event.target.value) ?? '' })
              }
            >
              <option value="">{t('keep')}</option>
              {statuses.map((known) => (
                <option key={known} value={known}>
                  {t(statusNames[known])}
                </option>
              ))}
            </Select>
          </Field>
        </div>
        <Field label={tc('date')} error={errors.date}>
          <DateInput
            value={values.date}
            onValueChange={(date) => set({ date })}
            today={choices.household.today}
            placeholder={t('keep')}
          />
        </Field>
        <div className="flex justify-end gap-2 pt-1">
          <Button variant="ghost" onClick={onClose}>
            {tc('cancel')}
          </Button>
          <Button variant="primary" type="submit" pending={isSaving}>
            {t('saveChanges')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
