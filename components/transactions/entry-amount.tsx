'use client';

import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { AmountInput } from '@/components/money/amount-input';
import { Field } from '@/components/ui/field';

interface EntryAmountProps {
  value: string;
  onValueChange: (amount: string) => void;
  currency: string;
  error: string | undefined;
  /** Why it cannot be changed. */
  locked?: string | undefined;
}

const operators = [
  { sign: '+', name: 'plus' },
  { sign: '−', name: 'minus' },
  { sign: '×', name: 'times' },
  { sign: '÷', name: 'divide' },
] as const;

/**
 * The large, first field. A phone's keypad of numbers has no operators: they stand in a row under the field
 * while it has the focus.
 */
export function EntryAmount({ value, onValueChange, currency, error, locked }: EntryAmountProps) {
  const t = useTranslations('transactions');
  const tc = useTranslations('common');
  const box = useRef<HTMLDivElement>(null);
  const [isFocused, setIsFocused] = useState(false);
  return (
    <div
      ref={box}
      className="grid gap-2"
      onFocus={() => setIsFocused(true)}
      onBlur={() => setIsFocused(false)}
    >
      <Field label={tc('amount')} error={error} hint={locked} required>
        <AmountInput
          large
          data-autofocus={locked ? undefined : true}
          disabled={locked !== undefined}
          value={value}
          onValueChange={onValueChange}
          currency={currency}
        />
      </Field>
      {isFocused && (
        <div role="group" aria-label={t('operators')} className="grid grid-cols-4 gap-2 pointer-fine:hidden">
          {operators.map(({ sign, name }) => (
            <button
              key={sign}
              type="button"
              tabIndex={-1}
              aria-label={t(name)}
              // The press must leave the focus, and with it the keypad, where it is.
              onPointerDown={(event) => {
                event.preventDefault();
                const input = box.current?.querySelector('input');
                if (input) type(input, sign);
              }}
              className="h-11 rounded-md bg-grey-4 text-20 font-medium active:bg-grey-6"
            >
              {sign}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}

/**
 * Types at the caret as a keyboard would, so that the field hears of it. What focus has selected is kept, not
 * replaced.
 */
function type(input: HTMLInputElement, text: string) {
  const caret = input.selectionEnd ?? input.value.length;
  input.setRangeText(text, caret, caret, 'end');
  input.dispatchEvent(new Event('input', { bubbles: true }));
}
