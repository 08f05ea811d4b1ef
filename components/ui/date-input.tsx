'use client';

import { CalendarDays } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { useRef, useState, type ComponentProps } from 'react';
import { cn } from './cn';
import { useFieldProps } from './field';
import { formatDate } from './format-date';
import { controlClass } from './input';
import { parseDate } from './parse-date';

interface DateInputProps extends Omit<ComponentProps<'input'>, 'value' | 'onChange' | 'type'> {
  /** "YYYY-MM-DD", or '' while there is none. */
  value: string;
  /** Called with '' while the text is no date. */
  onValueChange: (date: string) => void;
  /** Today in the household's time zone. */
  today: string;
}

/**
 * A date as people type it (`y`, `-3`, `12.4.`); the weekday beside it says how it was understood. The button
 * opens the platform's calendar.
 */
export function DateInput({
  value,
  onValueChange,
  today,
  className,
  onBlur,
  onKeyDown,
  ...props
}: DateInputProps) {
  const locale = useLocale();
  const t = useTranslations('common');
  const [typed, setTyped] = useState<string | null>(null);
  const picker = useRef<HTMLInputElement>(null);
  const field = useFieldProps(props);
  const step = (days: number) => {
    const from = value || today;
    setTyped(null);
    onValueChange(parseDate(`${days > 0 ? '+' : '-'}${Math.abs(days)}`, from) ?? from);
  };

  return (
    <span className={cn('@container relative block', className)}>
      <input
        {...field}
        type="text"
        inputMode="text"
        autoComplete="off"
        value={typed ?? (value ? formatDate(value, locale, 'input') : '')}
        onFocus={(event) => event.target.select()}
        onChange={(event) => {
          setTyped(event.target.value);
          onValueChange(parseDate(event.target.value, today) ?? '');
        }}
        onKeyDown={(event) => {
          if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
            event.preventDefault();
            step(event.key === 'ArrowUp' ? 1 : -1);
          }
          onKeyDown?.(event);
        }}
        onBlur={(event) => {
          // A text that is no date stays as it was typed, so that the person can mend it.
          if (value) setTyped(null);
          onBlur?.(event);
        }}
        className={cn(controlClass, 'h-9 pr-10 tabular-nums @min-[11.9rem]:pr-[4.75rem] pointer-coarse:h-11')}
      />
      {/* Where there is no room for both, the date itself comes first. */}
      {value && (
        <span
          aria-hidden
          className="pointer-events-none absolute hidden @min-[11.9rem]:block top-1/2 right-10 -translate-y-1/2 text-12 text-muted"
        >
          {value === today ? t('today') : formatDate(value, locale, 'weekday')}
        </span>
      )}
      <button
        type="button"
        tabIndex={-1}
        aria-label={t('openCalendar')}
        onClick={() => picker.current?.showPicker()}
        className="absolute top-0 right-0 flex h-full w-9 items-center justify-center rounded-md text-muted hover:text-ink"
      >
        <CalendarDays aria-hidden className="size-4" />
      </button>
      <input
        ref={picker}
        type="date"
        tabIndex={-1}
        aria-hidden="true"
        value={value}
        onChange={(event) => {
          setTyped(null);
          onValueChange(event.target.value);
        }}
        className="pointer-events-none absolute right-0 bottom-0 size-px opacity-0"
      />
    </span>
  );
}
