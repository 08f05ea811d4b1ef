'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { inputErrorText } from '@/components/api/input-error';
import { request } from '@/components/api/request';
import { subtractAmounts } from '@/components/overview/exact';
import { Amount } from '@/components/money/amount';
import { useChange } from '@/components/transactions/use-change';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { formatDate } from '@/components/ui/format-date';
import { Input } from '@/components/ui/input';
import { BookBalanceCorrection_Mutation, type BalanceProof, type ProvenAccount } from './queries';

interface CorrectionDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  account: Pick<ProvenAccount, 'id' | 'currency'>;
  proof: BalanceProof;
}

/** Says what will be booked, and on which day, before it is. */
export default function CorrectionDialog({ open, onOpenChange, account, proof }: CorrectionDialogProps) {
  const t = useTranslations('accounts.proof');
  const tc = useTranslations('common');
  const te = useTranslations('errors');
  const locale = useLocale();
  const change = useChange();
  const [payee, setPayee] = useState(t('payeeDefault'));
  const [error, setError] = useState<string>();
  const [pending, setPending] = useState(false);
  const amount = subtractAmounts(proof.bankBalance.amount, proof.balance.amount);

  const book = async () => {
    if (pending) return;
    setPending(true);
    const send = async () =>
      (
        await request(BookBalanceCorrection_Mutation, {
          accountId: account.id,
          payee: payee.trim() || t('payeeDefault'),
        })
      ).bookBalanceCorrection;
    const errors = await change(send, { message: t('booked') });
    setPending(false);
    if (errors?.length === 0) onOpenChange(false);
    else if (errors?.[0]) setError(inputErrorText(te, errors[0]));
  };
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t('bookTitle')}>
      <form
        noValidate
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void book();
        }}
      >
        <p>
          {t.rich('bookDetail', {
            amount: () => (
              <Amount amount={amount} currency={account.currency} signed className="font-medium" />
            ),
            date: formatDate(proof.firstDay ?? proof.date, locale),
          })}
        </p>
        <Field label={t('payee')} error={error}>
          <Input value={payee} maxLength={200} onChange={(event) => setPayee(event.target.value)} />
        </Field>
        <div className="flex justify-end gap-2">
          <Button variant="ghost" onClick={() => onOpenChange(false)}>
            {tc('cancel')}
          </Button>
          <Button variant="primary" type="submit" pending={pending}>
            {t('bookSubmit')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
