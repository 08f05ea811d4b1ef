'use client';

import { Unlink2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Amount } from '@/components/money/amount';
import { Button } from '@/components/ui/button';
import { CalendarDate } from '@/components/ui/calendar-date';
import type { TransferSide } from './transfer-sides';

interface TransferBoxProps {
  sides: { out: TransferSide; in: TransferSide };
  isUnlinking: boolean;
  onUnlink: () => void;
}

/** Both sides of a transfer, and the way to say that it is none. */
export function TransferBox({ sides, isUnlinking, onUnlink }: TransferBoxProps) {
  const t = useTranslations('transactions');
  return (
    <section aria-label={t('kindTransfer')} className="grid gap-3 rounded-md bg-grey-3 p-3">
      <ul className="grid gap-2">
        {[
          { label: t('sideOut'), side: sides.out },
          { label: t('sideIn'), side: sides.in },
        ].map(({ label, side }) => (
          <li key={side.id} className="flex items-baseline justify-between gap-4">
            <span className="min-w-0">
              <span className="text-12 text-muted">{label} </span>
              <span className="font-medium wrap-anywhere">{side.account.name}</span>{' '}
              <CalendarDate date={side.date} className="text-12 text-muted tabular-nums" />
            </span>
            <Amount amount={side.amount.amount} currency={side.amount.currency} />
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <p className="min-w-0 flex-1 basis-48 text-12 text-muted">{t('transferHint')}</p>
        <Button size="sm" pending={isUnlinking} onClick={onUnlink}>
          <Unlink2 aria-hidden />
          {t('unlink')}
        </Button>
      </div>
    </section>
  );
}
