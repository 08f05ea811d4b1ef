import { useLocale } from 'next-intl';
import { cn } from '@/components/ui/cn';
import { formatMoney, moneyParts } from './format';

const sizes = {
  small: 'text-12',
  body: 'text-14',
  large: 'text-20 font-semibold',
  figure: 'text-28 font-semibold',
  /** The one big number of a page. */
  hero: 'text-40 font-semibold',
};

interface AmountProps {
  /** An exact decimal string, negative for money out. */
  amount: string;
  /** Shown the locale's way; leave it out where the column already says it. */
  currency?: string | undefined;
  /** Income is green with a plus; an expense stays plain: spending is normal, not an alarm. */
  signed?: boolean;
  size?: keyof typeof sizes;
  muted?: boolean;
  className?: string;
}

/** The only way an amount is shown. */
export function Amount({ amount, currency, signed = false, size, muted = false, className }: AmountProps) {
  const locale = useLocale();
  const isIncome = signed && !amount.startsWith('-') && /[1-9]/.test(amount);
  const whole = isIncome ? 'text-income' : muted ? 'text-muted' : undefined;
  return (
    <span
      className={cn(
        'private relative inline-block whitespace-nowrap tabular-nums',
        size && sizes[size],
        whole,
        className,
      )}
    >
      {/* Some screen readers read spans of different weight as separate pieces: they get one text. */}
      <span aria-hidden>
        {moneyParts(amount, { locale, currency, signed }).map((part, index) => (
          <span
            key={index}
            className={part.kind === 'whole' ? undefined : isIncome ? 'opacity-90' : 'font-normal text-muted'}
          >
            {part.text}
          </span>
        ))}
      </span>
      <span className="sr-only select-none">
        {formatMoney(amount, { locale, currency, signed, spoken: true })}
      </span>
    </span>
  );
}
