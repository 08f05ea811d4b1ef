import { useTranslations } from 'next-intl';
import { Amount } from '@/components/money/amount';
import type { ReactNode } from 'react';
import type { TransactionPage } from './queries';
import { subtract } from './sums';

/** How many there are and what they come to, one line per currency. */
export function ListSums({ page }: { page: TransactionPage }) {
  const t = useTranslations('common');
  const tt = useTranslations('transactions');
  return (
    <div role="status" className="mb-3 grid gap-1 text-14 text-muted">
      {page.sums.length === 0 && <p>{t('transactions', { count: 0 })}</p>}
      {page.sums.map(({ income, expenses, net, count }) => {
        const transfers = subtract(net, [income, expenses]);
        return (
        <p key={net.currency} className="flex flex-wrap gap-x-4 gap-y-0.5">
          <span>{t('transactions', { count: page.sums.length > 1 ? count : page.totalCount })}</span>
          <Labelled label={t('income')}>
            <Amount amount={income.amount} signed />
          </Labelled>
          <Labelled label={t('expenses')}>
            <Amount amount={expenses.amount} className="text-ink" />
          </Labelled>
          {/* Without them, income and expenses would not seem to add up. */}
          {/[1-9]/.test(transfers) && (
            <Labelled label={tt('transfers')}>
              <Amount amount={transfers} />
            </Labelled>
          )}
          <Labelled label={t('net')}>
            <Amount amount={net.amount} currency={net.currency} className="font-medium text-ink" />
          </Labelled>
        </p>
        );
      })}
    </div>
  );
}

function Labelled({ label, children }: { label: string; children: ReactNode }) {
  return (
    <span className="whitespace-nowrap">
      {label} {children}
    </span>
  );
}
