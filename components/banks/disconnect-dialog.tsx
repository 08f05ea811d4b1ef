'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { errorsOf, inputErrorText } from '@/components/api/input-error';
import { request } from '@/components/api/request';
import { useChange } from '@/components/transactions/use-change';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Radio } from '@/components/ui/radio';
import { toast } from '@/components/ui/toast';
import { DisconnectBank_Mutation } from './queries';

interface DisconnectDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  connectionId: string;
  bank: string;
}

/**
 * Asks what becomes of the transactions when a bank is disconnected. Removing them can be undone; the access
 * cannot be had back.
 */
export default function DisconnectDialog({ open, onOpenChange, connectionId, bank }: DisconnectDialogProps) {
  const t = useTranslations('connections');
  const tErrors = useTranslations('errors');
  const router = useRouter();
  const change = useChange();
  const [removes, setRemoves] = useState(false);
  const [pending, setPending] = useState(false);

  const disconnect = async () => {
    setPending(true);
    const send = async () => {
      const answer = (
        await request(DisconnectBank_Mutation, { id: connectionId, removeTransactions: removes })
      ).disconnectBank;
      // The page of a connection is gone with it.
      if (errorsOf(answer).length === 0) router.push('/connections');
      return answer;
    };
    const failures = await change(send, {
      message: t(removes ? 'disconnectedRemoved' : 'disconnected', { bank }),
    });
    setPending(false);
    if (failures?.[0]) toast(inputErrorText(tErrors, failures[0]), { tone: 'wrong' });
    else if (failures) onOpenChange(false);
  };

  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={t('disconnectTitle', { bank })}
      description={t('disconnectDetail')}
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>{t('cancel')}</Button>
          <Button variant="danger" pending={pending} onClick={() => void disconnect()}>
            {t('disconnect')}
          </Button>
        </>
      }
    >
      <div role="radiogroup" aria-label={t('disconnectTitle', { bank })} className="grid gap-2">
        {[false, true].map((value) => (
          <Radio
            key={String(value)}
            name="transactions"
            checked={removes === value}
            onChange={() => setRemoves(value)}
          >
            <span className="block font-medium">{t(value ? 'remove' : 'keep')}</span>
            <span className="block text-12 text-muted">{t(value ? 'removeDetail' : 'keepDetail')}</span>
          </Radio>
        ))}
      </div>
    </Dialog>
  );
}
