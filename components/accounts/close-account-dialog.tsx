'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useState, type SubmitEvent } from 'react';
import { errorsOf, failureText, inputErrorText } from '@/components/api/input-error';
import { request } from '@/components/api/request';
import { refreshChoices } from '@/components/transactions/choices';
import { Button } from '@/components/ui/button';
import { DateInput } from '@/components/ui/date-input';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { CloseAccount_Mutation } from './queries';

interface CloseAccountDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  accountId: string;
  today: string;
}

/** Asks for an account's last day. */
export default function CloseAccountDialog({
  open,
  onOpenChange,
  accountId,
  today,
}: CloseAccountDialogProps) {
  const t = useTranslations('accounts');
  const te = useTranslations('errors');
  const router = useRouter();
  const [date, setDate] = useState(today);
  const [error, setError] = useState<string>();
  const [pending, setPending] = useState(false);

  async function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    if (!date) return setError(te('dateInvalid'));
    setPending(true);
    try {
      const [refusal] = errorsOf(
        (await request(CloseAccount_Mutation, { id: accountId, on: date })).closeAccount,
      );
      if (refusal)
        return setError(refusal.code === 'CONFLICT' ? t('closeTooEarly') : inputErrorText(te, refusal));
      void refreshChoices();
      onOpenChange(false);
      router.refresh();
    } catch (failure) {
      setError(failureText(te, failure));
    } finally {
      setPending(false);
    }
  }

  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t('closeTitle')} description={t('closeDetail')}>
      <form noValidate onSubmit={(event) => void submit(event)} className="grid gap-4">
        <Field label={t('lastDay')} error={error}>
          <DateInput value={date} onValueChange={setDate} today={today} />
        </Field>
        <Button type="submit" variant="primary" pending={pending} className="justify-self-end">
          {t('close')}
        </Button>
      </form>
    </Dialog>
  );
}
