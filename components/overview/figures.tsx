import { getTranslations } from 'next-intl/server';
import { Amount } from '@/components/money/amount';
import { Card } from '@/components/ui/card';
import { getFragmentData, graphql, type FragmentType } from '@/graphql/__generated__/client';
import { ChangeNote } from './change-note';
import { ConvertedAt } from './converted-at';

export const Figures_overview = graphql(`
  fragment Figures_overview on Overview {
    income {
      amount
    }
    expenses {
      amount
    }
    net {
      amount
    }
    netWorth {
      amount
    }
    rates {
      from
      to
      rate
      date
      source
      estimate
      stale
    }
  }
`);

interface FiguresProps {
  now: FragmentType<typeof Figures_overview>;
  before: FragmentType<typeof Figures_overview>;
  /** The period before, in words. */
  against: string;
  currency: string;
}

/** What is owned, and what came and went: the one big number of the page, and three beside it. */
export async function Figures({ now: nowRef, before: beforeRef, against, currency }: FiguresProps) {
  const [t, tc] = await Promise.all([getTranslations('dashboard'), getTranslations('common')]);
  const now = getFragmentData(Figures_overview, nowRef);
  const before = getFragmentData(Figures_overview, beforeRef);
  const figures = [
    { label: tc('income'), now: now.income.amount, before: before.income.amount, signed: true },
    { label: tc('expenses'), now: now.expenses.amount, before: before.expenses.amount, spent: true },
    { label: tc('net'), now: now.net.amount, before: before.net.amount, signed: true },
  ];
  return (
    <Card>
      <dl className="grid gap-x-8 gap-y-4 sm:grid-cols-3 sm:gap-y-6 min-[87.5rem]:grid-cols-[auto_1fr_1fr_1fr]">
        <div className="grid content-start gap-1 sm:col-span-3 min-[87.5rem]:col-span-1 min-[87.5rem]:pr-8">
          <dt className="text-muted">{t('netWorth')}</dt>
          <dd className="grid gap-1">
            <Amount
              amount={now.netWorth.amount}
              currency={currency}
              className="text-28 font-semibold sm:text-40"
            />
            <ChangeNote now={now.netWorth.amount} before={before.netWorth.amount} />
            <ConvertedAt rates={now.rates} />
          </dd>
        </div>
        {figures.map((figure) => (
          <div
            key={figure.label}
            className="flex items-start justify-between gap-4 sm:grid sm:content-start sm:justify-start sm:gap-1 min-[87.5rem]:content-end"
          >
            <dt className="pt-1 text-muted sm:pt-0">{figure.label}</dt>
            <dd className="grid gap-1 text-right sm:text-left">
              <Amount amount={figure.now} signed={figure.signed} size="large" />
              <ChangeNote now={figure.now} before={figure.before} spent={figure.spent} />
            </dd>
          </div>
        ))}
      </dl>
      <p className="mt-6 text-12 text-muted">{t('against', { period: against })}</p>
    </Card>
  );
}
