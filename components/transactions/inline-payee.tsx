'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState, type RefObject } from 'react';
import { SuggestInput } from '@/components/ui/suggest-input';
import type { ListRow } from './queries';
import type { RowActions } from './transaction-row';
import { payeeOptions, usePayees } from './use-payees';

/** Rewrites a row's payee in its place: Enter or leaving keeps it, Escape changes nothing. */
export function InlinePayee({ row, actions }: { row: ListRow; actions: RefObject<RowActions> }) {
  const t = useTranslations('transactions');
  const [payee, setPayee] = useState(row.payee ?? '');
  const isLeaving = useRef(false);
  const box = useRef<HTMLSpanElement>(null);
  const suggestions = usePayees(payee, payee.trim() !== (row.payee ?? ''));

  useEffect(() => box.current?.querySelector('input')?.select(), []);

  const leave = (text: string | null) => {
    if (isLeaving.current) return;
    isLeaving.current = true;
    if (text !== null && text.trim() !== (row.payee ?? '')) actions.current.setPayee(row, text.trim());
    actions.current.stopEditing();
  };

  return (
    <span ref={box} className="block min-w-0 flex-1" onClick={(event) => event.stopPropagation()}>
      <SuggestInput
        aria-label={t('payee')}
        label={t('payee')}
        value={payee}
        onValueChange={setPayee}
        suggestions={payeeOptions(suggestions)}
        onPick={(option) => leave(option.label)}
        maxLength={200}
        onBlur={() => leave(payee)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.defaultPrevented) leave(payee);
          else if (event.key === 'Escape') leave(null);
        }}
        className="h-8"
      />
    </span>
  );
}
