import { getLocale, getTranslations } from 'next-intl/server';
import Link from 'next/link';
import { EntryButton } from '@/components/frame/entry';
import { writeFilters } from '@/components/transactions/filter';
import { Card } from '@/components/ui/card';
import { categoryColor } from '@/components/ui/category-color';
import { PageHeader } from '@/components/ui/page-header';
import type { Dashboard_QueryQuery } from '@/graphql/__generated__/client/graphql';
import { monthOf, type LocalDate } from '@/lib/core/dates/local-date';
import { ClientMessages } from '@/lib/platform/i18n/client-messages';
import { AccountBalances } from './account-balances';
import { ActiveCategoryProvider } from './active-category';
import { FirstSteps } from './first-steps';
import { Figures } from './figures';
import { formatMonths, formatPeriod } from './format-period';
import { LargestExpenses } from './largest-expenses';
import { LeftOut } from './left-out';
import { Months, NetWorth } from './over-time';
import { PendingCurrency } from './pending-currency';
import { type Period, periodBefore, periodOfCharts } from './period';
import { PeriodSwitch } from './period-switch';
import { groupByParent } from './slices';
import { TransfersWaiting } from './transfers-waiting';
import { WhereDidItGo } from './where-did-it-go';

/** How the household stands: what it owns, what came and went in a period, and where it went. */
export async function Dashboard({
  data,
  period,
  today,
}: {
  data: Dashboard_QueryQuery;
  period: Period;
  today: LocalDate;
}) {
  const [before, charts] = [periodBefore(period), periodOfCharts(period)];
  const [t, tc, locale] = await Promise.all([
    getTranslations('dashboard'),
    getTranslations('common'),
    getLocale(),
  ]);
  const currency = data.household.baseCurrency;
  const days = { from: period.from, to: period.to };
  const isLonger = charts.from !== period.from;

  if (data.any.nodes.length === 0) {
    return (
      <ClientMessages namespaces={['dashboard', 'accounts']}>
        <PageHeader title={t('title')} />
        <FirstSteps hasAccount={data.accounts.length > 0} baseCurrency={currency} />
        {data.accounts.length > 0 && (
          <Card title={t('accounts')} flush className="mt-6 pb-2">
            <AccountBalances accounts={data.accounts} />
          </Card>
        )}
      </ClientMessages>
    );
  }

  return (
    <ClientMessages namespaces={['dashboard']}>
      {/* Not a PageHeader: periods and a range need their own line until there is room beside the title. */}
      <header className="mb-6 grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-6 gap-y-3 xl:grid-cols-[auto_minmax(0,1fr)_auto]">
        <h1 className="text-28 font-semibold">{t('title')}</h1>
        <div className="order-last col-span-full min-w-0 xl:order-none xl:col-span-1 xl:justify-self-end">
          <PeriodSwitch period={period} today={today} />
        </div>
        <EntryButton />
      </header>
      <ActiveCategoryProvider>
        <div className="grid gap-6">
          {data.household.pendingBaseCurrency && (
            <PendingCurrency from={currency} to={data.household.pendingBaseCurrency} />
          )}
          <LeftOut leftOut={data.now.leftOut} />
          <TransfersWaiting sums={data.transfersWaiting} />
          <Figures
            now={data.now}
            before={data.before}
            against={formatPeriod(before, locale)}
            currency={currency}
          />
          <div className="grid gap-6 xl:grid-cols-[minmax(0,5fr)_minmax(0,6fr)]">
            <Card title={t('incomeAndExpenses')}>
              <Months
                months={flattenMonths(data)}
                currency={currency}
                period={charts}
                markedMonth={
                  isLonger && monthOf(period.from) === monthOf(period.to) ? monthOf(period.from) : undefined
                }
                today={today}
              />
              {isLonger && (
                <p className="mt-3 text-12 text-muted">
                  {t('shownMonths', { period: formatMonths(charts, locale) })}
                </p>
              )}
            </Card>
            <Card title={t('whereDidItGo')}>
              <WhereDidItGo
                key={`${period.from} ${period.to}`}
                branches={branchesOf(data, tc('noCategory'))}
                currency={currency}
                period={days}
              />
            </Card>
          </div>
          {data.largest.nodes.length > 0 && (
            <Card
              title={t('largestExpenses')}
              aside={
                <Aside
                  href={`/transactions?${writeFilters({ ...days, kinds: ['EXPENSE'], order: 'AMOUNT_ASC' })}`}
                >
                  {t('allExpenses')}
                </Aside>
              }
              flush
              className="pb-2"
            >
              <LargestExpenses transactions={data.largest.nodes} />
            </Card>
          )}
          <div className="grid items-start gap-6 xl:grid-cols-[minmax(0,6fr)_minmax(0,5fr)]">
            <Card title={t('netWorthOverTime')}>
              <NetWorth
                points={data.charts.netWorthByMonth.map(({ date, netWorth }) => ({
                  date,
                  amount: netWorth.amount,
                }))}
                currency={currency}
                period={charts}
              />
              <LeftOut leftOut={leftOutOfCharts(data)} className="mt-4" />
            </Card>
            <Card
              title={t('accounts')}
              aside={<Aside href="/accounts">{t('allAccounts')}</Aside>}
              flush
              className="pb-2"
            >
              <AccountBalances accounts={data.accounts} />
            </Card>
          </div>
        </div>
      </ActiveCategoryProvider>
    </ClientMessages>
  );
}

function Aside({ href, children }: { href: string; children: string }) {
  return (
    <Link
      href={href}
      className="-my-2 rounded-sm py-2 font-medium text-accent underline-offset-4 hover:underline"
    >
      {children}
    </Link>
  );
}

function flattenMonths({ charts }: Dashboard_QueryQuery) {
  return charts.byMonth.map(({ month, income, expenses, net }) => ({
    month,
    income: income.amount,
    expenses: expenses.amount,
    net: net.amount,
  }));
}

/** What the charts leave out beyond what the note above the figures names already. */
function leftOutOfCharts({ now, charts }: Dashboard_QueryQuery) {
  const named = new Set(now.leftOut.map((left) => JSON.stringify(left)));
  return charts.leftOut.filter((left) => !named.has(JSON.stringify(left)));
}

function branchesOf({ now }: Dashboard_QueryQuery, noCategory: string) {
  // Of either kind: those of incomes have no expenses and drop out by themselves.
  const parents = new Map(
    now.byCategory
      .flatMap(({ category }) => [category?.parent, category?.parent ? null : category])
      .flatMap((category) =>
        category
          ? [[category.id, { name: category.name, color: categoryColor(category.color) }] as const]
          : [],
      ),
  );
  const totals = now.byCategory.map(({ category, expenses }) => ({
    category: category && {
      id: category.id,
      name: category.name,
      color: categoryColor(category.color),
      parentId: category.parent?.id ?? null,
    },
    amount: expenses.amount,
  }));
  return groupByParent(totals, parents, noCategory);
}
