'use client';

import { useTranslations } from 'next-intl';
import { Amount } from '@/components/money/amount';
import { CategoryChip } from '@/components/ui/badge';
import { CalendarDate } from '@/components/ui/calendar-date';
import { categoryColor } from '@/components/ui/category-color';
import { cn } from '@/components/ui/cn';
import { getFragmentData, graphql, type FragmentType } from '@/graphql/__generated__/client';
import { useActiveCategory } from './active-category';

export const LargestExpense_transaction = graphql(`
  fragment LargestExpense_transaction on Transaction {
    id
    date
    payee
    description
    amount {
      amount
      currency
    }
    account {
      name
    }
    category {
      id
      name
      color
      parent {
        id
      }
    }
  }
`);

/**
 * The five largest, in the currency they were paid in. Pointing at one lights its category in the charts, and
 * the other way round.
 */
export function LargestExpenses({
  transactions,
}: {
  transactions: readonly FragmentType<typeof LargestExpense_transaction>[];
}) {
  const t = useTranslations('dashboard');
  const tc = useTranslations('common');
  const { active, setActive } = useActiveCategory();
  return (
    <ul
      onPointerLeave={() => setActive(null)}
      className="grid grid-cols-[minmax(0,1fr)_auto] sm:grid-cols-[auto_minmax(0,1.4fr)_minmax(0,1fr)_minmax(0,1fr)_auto]"
    >
      {getFragmentData(LargestExpense_transaction, transactions).map(
        ({ id, date, payee, description, amount, account, category }) => {
          const lit =
            active !== null &&
            category !== null &&
            (active.id === category.id || active.id === category.parent?.id);
          return (
            <li
              key={id}
              onPointerEnter={() =>
                setActive(category ? { id: category.id, parentId: category.parent?.id } : null)
              }
              className={cn(
                'col-span-full grid min-h-11 grid-cols-subgrid items-center gap-x-4 px-4 py-2 transition-colors sm:gap-x-6 sm:px-6 sm:py-0 pointer-coarse:min-h-12',
                lit && 'bg-grey-3',
              )}
            >
              <CalendarDate
                date={date}
                className="row-start-2 text-12 text-muted tabular-nums sm:row-start-auto sm:text-14"
              />
              <span className="truncate font-medium sm:font-normal">
                {payee ?? description ?? t('noPayee')}
              </span>
              <span className="flex min-w-0 max-sm:hidden">
                <CategoryChip
                  name={category?.name ?? tc('noCategory')}
                  color={categoryColor(category?.color)}
                />
              </span>
              <span className="truncate text-muted max-sm:hidden">{account.name}</span>
              <Amount amount={amount.amount} currency={amount.currency} className="justify-self-end" />
              <span className="row-start-2 justify-self-end text-12 text-muted sm:hidden">
                {category?.name ?? tc('noCategory')}
              </span>
            </li>
          );
        },
      )}
    </ul>
  );
}
