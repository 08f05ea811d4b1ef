'use client';

import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { request } from '@/components/api/request';
import { openAccounts } from './choices';
import NewAccount from './new-account';
import { AddTransfer_Mutation, RemoveTransactions_Mutation, type Choices } from './queries';
import { SavingForm } from './saving-form';
import { TransferFields } from './transfer-fields';
import { useChange } from './use-change';
import { useIdempotencyKey } from './use-idempotency-key';
import { toTransferInput, useTransferForm } from './use-transfer-form';

interface TransferFormProps {
  choices: Choices;
  /** What was entered before somebody turned to the transfer; it leaves `accountId`. */
  start: { accountId: string; amount: string; date: string; description: string; notes: string };
  startsInAmount: boolean;
  onSaved: () => void;
}

/** Moves money between two accounts; where there is only one, the second can be opened first. */
export default function TransferForm(props: TransferFormProps) {
  const t = useTranslations('transactions');
  const { choices } = props;
  if (openAccounts(choices).length < 2)
    return <NewAccount text={t('noSecondAccount')} baseCurrency={choices.household.baseCurrency} />;
  return <Form {...props} />;
}

function Form({ choices, start, startsInAmount, onSaved }: TransferFormProps) {
  const t = useTranslations('transactions');
  const change = useChange();
  const accounts = openAccounts(choices);
  const [isSaving, setIsSaving] = useState(false);
  const keyFor = useIdempotencyKey();
  const fields = useRef<HTMLDivElement>(null);
  const from = accounts.find(({ id }) => id === start.accountId) ?? accounts[0];
  const others = accounts.filter(({ id }) => id !== from?.id);
  const to = others.find(({ currency }) => currency === from?.currency) ?? others[0];
  const { amount, date, description, notes } = start;
  const form = useTransferForm({
    fromAccountId: from?.id ?? '',
    toAccountId: to?.id ?? '',
    amount,
    receivedAmount: '',
    date,
    description,
    notes,
  });

  const save = async (isLast: boolean) => {
    const received = fields.current?.querySelector<HTMLInputElement>('[name=receivedAmount]')?.value ?? '';
    if (!form.check(received)) return 'mistake';
    setIsSaving(true);
    const input = toTransferInput(form.values);
    let added: string | undefined;
    const send = async () => {
      const { addTransfer } = await request(AddTransfer_Mutation, {
        input: { ...input, idempotencyKey: keyFor(input) },
      });
      added = addTransfer.transfer?.out.id;
      return addTransfer;
    };
    // Removing one side removes the other with it.
    const takeBack = async () =>
      (await request(RemoveTransactions_Mutation, { ids: added ? [added] : [] })).removeTransactions;
    const errors = await change(send, { message: t('addedTransfer'), takeBack });
    setIsSaving(false);
    if (!errors) return null;
    if (errors.length > 0) {
      form.fail(errors);
      return 'mistake';
    }
    keyFor(null);
    form.reset({ ...form.values, amount: '', receivedAmount: '', description: '', notes: '' });
    if (!isLast) return 'next';
    onSaved();
    return null;
  };

  return (
    <SavingForm save={save} isSaving={isSaving} startsInAmount={startsInAmount}>
      <div ref={fields}>
        <TransferFields form={form} accounts={accounts} today={choices.household.today} />
      </div>
    </SavingForm>
  );
}
