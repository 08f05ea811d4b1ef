'use client';

import { useLocale } from 'next-intl';
import { useState, type ComponentProps } from 'react';
import { cn } from '@/components/ui/cn';
import { useFieldProps } from '@/components/ui/field';
import { controlClass } from '@/components/ui/input';
import { currencyExponent } from '@/lib/core/money/currency';
import { calculate, isCalculation } from './calculate';
import { formatMoney } from './format';

interface AmountInputProps extends Omit<ComponentProps<'input'>, 'value' | 'onChange' | 'type' | 'size'> {
  /** An exact decimal string, or '' while there is no amount. */
  value: string;
  /** Called with '' while the text is empty, unfinished or no amount. */
  onValueChange: (amount: string) => void;
  currency: string;
  /** The entry sheet's large, first field. */
  large?: boolean;
}

/**
 * An amount as people type it: either decimal mark, thousands or not, and a calculator in the field
 * (`120+35`).
 */
export function AmountInput({
  value,
  onValueChange,
  currency,
  large = false,
  className,
  onBlur,
  onKeyDown,
  ...props
}: AmountInputProps) {
  const locale = useLocale();
  const exponent = currencyExponent(currency);
  const [typed, setTyped] = useState<string | null>(null);
  const field = useFieldProps(props);
  const shown = typed ?? (value ? formatMoney(value, { locale }) : '');
  const result = typed !== null && value && isCalculation(typed) ? `= ${formatMoney(value, { locale })}` : '';
  // A text that is no amount stays as it was typed, so that the person can mend it.
  const settle = () => {
    if (value || !typed?.trim()) setTyped(null);
  };

  return (
    <span className={cn('relative block', className)}>
      <input
        {...field}
        type="text"
        inputMode="decimal"
        autoComplete="off"
        value={shown}
        onFocus={(event) => event.target.select()}
        onChange={(event) => {
          setTyped(event.target.value);
          onValueChange(calculate(event.target.value, { locale, exponent }) ?? '');
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' || event.key === '=') {
            if (event.key === '=') event.preventDefault();
            settle();
          }
          onKeyDown?.(event);
        }}
        onBlur={(event) => {
          settle();
          onBlur?.(event);
        }}
        className={cn(
          controlClass,
          'text-right tabular-nums',
          large ? 'h-16 pr-20 pl-4 text-28! font-semibold' : 'h-9 pr-14 pointer-coarse:h-11',
        )}
      />
      <span
        aria-hidden
        className={cn(
          'pointer-events-none absolute top-1/2 right-3 -translate-y-1/2 text-muted',
          large ? 'text-16' : 'text-12',
        )}
      >
        {currency}
      </span>
      <output
        className={cn(
          'pointer-events-none absolute left-3 text-12 text-muted tabular-nums',
          large ? 'bottom-1.5' : 'top-1/2 hidden -translate-y-1/2 sm:block',
        )}
      >
        {result}
      </output>
    </span>
  );
}
