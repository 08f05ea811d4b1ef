import { useTranslations } from 'next-intl';
import { Amount } from '@/components/money/amount';
import { cn } from '@/components/ui/cn';
import type { TransactionPage } from './queries';
import { subtract } from './sums';

/**
 * How many there are and what they come to, one line per currency. What is zero is left out. On a phone the
 * count and the net stand in the first line, what they are made of in a smaller second one.
 */
export function ListSums({ page }: { page: TransactionPage }) {
  const t = useTranslations('common');
  const tt = useTranslations('transactions');
  return (
    <div role="status" className="mb-3 grid gap-2 text-14 text-muted sm:gap-1">
      {page.sums.length === 0 && <p>{t('transactions', { count: 0 })}</p>}
      {page.sums.map(({ income, expenses, net, count }) => {
        const { currency } = net;
        const parts: { label: string; amount: string; signed?: boolean }[] = [
          { label: t('income'), amount: income.amount, signed: true },
          { label: t('expenses'), amount: expenses.amount },
          // Without them, income and expenses would not seem to add up.
          { label: tt('transfers'), amount: subtract(net, [income, expenses]) },
        ].filter(({ amount }) => /[1-9]/.test(amount));
        return (
          <p
            key={currency}
            className="flex flex-wrap items-baseline gap-x-4 max-sm:justify-between sm:gap-y-0.5"
          >
            <span>{t('transactions', { count })}</span>
            {parts.length > 1 && (
              <span className="whitespace-nowrap sm:order-last">
                {t('net')} <Amount amount={net.amount} currency={currency} className="text-ink" />
              </span>
            )}
            <span
              className={cn(
                'flex flex-wrap gap-x-3 sm:contents',
                parts.length > 1 && 'max-sm:w-full max-sm:text-12',
              )}
            >
              {parts.map(({ label, amount, signed = false }) => (
                <span key={label} className="whitespace-nowrap">
                  {label}{' '}
                  <Amount
                    amount={amount}
                    currency={currency}
                    signed={signed}
                    className={signed ? undefined : 'text-ink'}
                  />
                </span>
              ))}
            </span>
          </p>
        );
      })}
    </div>
  );
}
