'use client';

import { Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import useSWR from 'swr';
import { inputErrorText } from '@/components/api/input-error';
import { request } from '@/components/api/request';
import { Button } from '@/components/ui/button';
import { Sheet } from '@/components/ui/dialog';
import { ErrorState } from '@/components/ui/error-state';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import { Skeleton } from '@/components/ui/skeleton';
import { toast } from '@/components/ui/toast';
import { bankValuesOf, valueOf, type BankValue, type EditedValues } from './bank-values';
import { statuses } from './filter';
import { statusNames } from './filter-panel';
import { KindSwitch } from './kind-switch';
import { Marked } from './marked';
import { OriginSection, useBankText } from './origin-section';
import {
  TransactionOrigin_Query,
  UnlinkTransfer_Mutation,
  UpdateTransaction_Mutation,
  type Choices,
  type ListRow,
  type TransactionOrigin,
} from './queries';
import { TransactionFields } from './transaction-fields';
import { TransferBox } from './transfer-box';
import { sidesOf } from './transfer-sides';
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
  const te = useTranslations('errors');
  const tc = useTranslations('common');
  const change = useChange();
  const [isSaving, setIsSaving] = useState(false);
  const [isUnlinking, setIsUnlinking] = useState(false);
  const [initial] = useState(() => toValues(row));
  const [status, setStatus] = useState(row.status);
  const form = useTransactionForm(initial);
  const values: EditedValues = { ...form.values, status };
  const sides = sidesOf(row);
  const { data: origin, error: originError, mutate: askAgain } = useOrigin(row.id);
  // A transaction can only move to an account of its own currency, and a transfer is never within one
  // account.
  const accounts = choices.accounts.filter(
    ({ id, currency, closedOn }) =>
      id === row.account.id ||
      (currency === row.account.currency && !closedOn && id !== sides?.other.account.id),
  );
  // In one currency both sides move the same amount; what a bank has stated of the other side stays.
  const isAmountLocked =
    sides !== null && sides.other.amount.currency === row.amount.currency && sides.other.origin !== 'PERSON';

  const bankValues = bankValuesOf(origin?.provenance ?? []).filter(
    ({ field }) => field !== 'AMOUNT' || !isAmountLocked,
  );
  const marks = useMarks(bankValues, values, row.amount.currency);
  const set = ({ status: nextStatus, ...patch }: Partial<EditedValues>) => {
    if (nextStatus) setStatus(nextStatus);
    form.set(patch);
  };

  const save = async () => {
    if (isSaving || !form.check()) return;
    setIsSaving(true);
    const input = { ...toInput(form.values), status };
    const errors = await change(
      async (confirmReconciled) =>
        (await request(UpdateTransaction_Mutation, { id: row.id, input: { ...input, confirmReconciled } }))
          .updateTransaction,
      { message: t('changed', { count: 1 }) },
    );
    setIsSaving(false);
    if (errors?.length === 0) onClose();
    else if (errors) form.fail(errors);
  };
  const unlink = async (id: string) => {
    if (isUnlinking) return;
    setIsUnlinking(true);
    const errors = await change(async () => (await request(UnlinkTransfer_Mutation, { id })).unlinkTransfer, {
      message: t('unlinked'),
    });
    setIsUnlinking(false);
    if (errors?.length === 0) onClose();
    else if (errors?.[0]) toast(inputErrorText(te, errors[0]), { tone: 'wrong' });
  };

  return (
    <Sheet open onOpenChange={onClose} title={t(sides ? 'editTransfer' : 'editTransaction')}>
      <form
        noValidate
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        {sides ? (
          <TransferBox sides={sides} isUnlinking={isUnlinking} onUnlink={() => void unlink(sides.id)} />
        ) : (
          <KindSwitch
            kinds={['EXPENSE', 'INCOME']}
            value={form.values.kind}
            onValueChange={(kind) => form.set({ kind })}
          />
        )}
        <TransactionFields
          form={form}
          choices={choices}
          accounts={accounts}
          marks={marks}
          hasCategory={!sides}
          amountLocked={isAmountLocked ? t('amountLocked') : undefined}
        />
        <Marked text={marks.STATUS}>
          <Field label={t('status')}>
            <Select
              value={status}
              onChange={(event) =>
                setStatus(statuses.find((known) => known === event.target.value) ?? status)
              }
            >
              {statuses.map((known) => (
                <option key={known} value={known}>
                  {t(statusNames[known])}
                </option>
              ))}
            </Select>
          </Field>
        </Marked>
        {origin === undefined && !originError && <Skeleton className="h-16 w-full" />}
        {origin === undefined && originError !== undefined && <ErrorState onRetry={() => void askAgain()} />}
        {origin && origin.origin !== 'PERSON' && (
          <OriginSection
            origin={origin}
            currency={row.amount.currency}
            bankValues={bankValues}
            initial={{ ...initial, status: row.status }}
            values={values}
            onUse={set}
          />
        )}
        <div className="sticky -bottom-4 -mx-1 -mb-4 flex gap-2 bg-card px-1 pt-2 pb-4 sm:-bottom-6 sm:-mb-6 sm:pb-6">
          <Button
            variant="ghost"
            className="text-wrong"
            onClick={() => {
              onClose();
              onRemove();
            }}
          >
            <Trash2 aria-hidden />
            {sides ? t('deleteBoth') : tc('delete')}
          </Button>
          <Button variant="primary" type="submit" pending={isSaving} className="ml-auto">
            {t('saveChanges')}
          </Button>
        </div>
      </form>
    </Sheet>
  );
}

function toValues(row: ListRow) {
  return {
    kind: row.amount.amount.startsWith('-') ? ('EXPENSE' as const) : ('INCOME' as const),
    amount: row.amount.amount.replace('-', ''),
    payee: row.payee ?? '',
    categoryId: row.category?.id ?? '',
    accountId: row.account.id,
    date: row.date,
    description: row.description ?? '',
    notes: row.notes ?? '',
  };
}

/** Asked again whenever the sheet opens: a save changes whose value a field has. */
function useOrigin(id: string) {
  return useSWR<TransactionOrigin | null, unknown>(
    ['transaction-origin', id],
    async () => (await request(TransactionOrigin_Query, { id })).transaction,
    { revalidateOnFocus: false, dedupingInterval: 0 },
  );
}

/** What the mark at each field says whose value is not the bank's. */
function useMarks(bankValues: readonly BankValue[], values: EditedValues, currency: string) {
  const t = useTranslations('transactions');
  const textOf = useBankText(currency);
  return Object.fromEntries(
    bankValues
      .filter(({ field, bankValue }) => valueOf(values, field) !== bankValue)
      .map((entry) => [
        entry.field,
        t(entry.source === 'RULE' ? 'origin.ruleMark' : 'origin.yoursMark', { value: textOf(entry) }),
      ]),
  );
}
