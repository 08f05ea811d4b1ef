'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useEffectEvent, useState } from 'react';
import { SuggestInput } from '@/components/ui/suggest-input';
import { fold } from '@/components/ui/use-listbox';
import { payeeOptions, usePayees, type PayeeSuggestion } from './use-payees';

interface PayeeInputProps {
  value: string;
  onValueChange: (payee: string) => void;
  /**
   * The field holds a payee of before, taken or typed, with what it was last booked with; null when it holds
   * another text.
   */
  onKnown?: (payee: PayeeSuggestion | null) => void;
}

/** Who was paid. For use inside a <Field>. */
export function PayeeInput({ value, onValueChange, onKnown }: PayeeInputProps) {
  const t = useTranslations('transactions');
  const [isUsed, setIsUsed] = useState(false);
  const suggestions = usePayees(value, isUsed);
  const known =
    isUsed && value.trim() ? suggestions.find(({ payee }) => fold(payee) === fold(value.trim())) : undefined;
  const report = useEffectEvent(() => onKnown?.(known ?? null));
  useEffect(() => {
    if (isUsed) report();
  }, [isUsed, known]);

  return (
    <SuggestInput
      label={t('payee')}
      value={value}
      onValueChange={onValueChange}
      suggestions={payeeOptions(suggestions)}
      onFocus={() => setIsUsed(true)}
      maxLength={200}
    />
  );
}
