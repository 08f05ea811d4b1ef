import { useTranslations } from 'next-intl';
import { Amount } from '@/components/money/amount';
import type { TransactionPage } from './queries';
import { subtract } from './sums';

/** How many there are and what they come to, one line per currency. What is zero is left out. */
export function ListSums({ page }: { page: TransactionPage }) {
  const t = useTranslations('common');
  const tt = useTranslations('transactions');
  return (
    <div role="status" className="mb-3 grid gap-1 text-14 text-muted">
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
          <p key={currency} className="flex flex-wrap gap-x-4 gap-y-0.5">
            <span>{t('transactions', { count })}</span>
            {[...parts, ...(parts.length > 1 ? [{ label: t('net'), amount: net.amount }] : [])].map(({ label, amount, signed = false }) => (
              <span key={label} className="whitespace-nowrap">
                {label} <Amount amount={amount} currency={currency} signed={signed} className={signed ? undefined : 'text-ink'} />
              </span>
            ))}
          </p>
        );
      })}
    </div>
  );
}
