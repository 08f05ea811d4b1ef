import { getLocale, getTranslations } from 'next-intl/server';
import { Amount } from '@/components/money/amount';
import { EntryButton } from '@/components/frame/entry';
import { Badge } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import { formatDate } from '@/components/ui/format-date';
import { PageHeader } from '@/components/ui/page-header';
import { TabLinks } from '@/components/ui/tab-links';
import type { AccountPage_QueryQuery } from '@/graphql/__generated__/client/graphql';
import { getFragmentData } from '@/graphql/__generated__/client';
import { AccountActions } from './account-actions';
import { AccountTransactions } from './account-transactions';
import { BalanceCheck } from './balance-check';
import { BalanceOverTime } from './balance-over-time';
import { BankFeed } from './bank-feed';
import { BalanceProof_account } from './queries';
import { Upcoming } from './upcoming';

interface AccountViewProps {
  account: NonNullable<AccountPage_QueryQuery['account']>;
  baseCurrency: string;
  today: string;
  timeZone: string;
  points: readonly { date: string; amount: string }[];
  isAllTime: boolean;
  /** Nothing was ever booked into it: it may be removed. */
  isUnused: boolean;
}

/** One account: what is in it, how that came about, and every transaction with the balance after it. */
export async function AccountView({
  account,
  baseCurrency,
  today,
  timeZone,
  points,
  isAllTime,
  isUnused,
}: AccountViewProps) {
  const [t, locale] = await Promise.all([getTranslations('accounts'), getLocale()]);
  const {
    id,
    name,
    type,
    number,
    private: isPrivate,
    counted,
    currency,
    closedOn,
    openingBalance,
    balance,
    upcoming,
  } = account;
  const proven = getFragmentData(BalanceProof_account, account);
  const address = `/accounts/${id}`;
  return (
    <>
      <PageHeader
        title={name}
        action={
          <div className="flex items-center gap-2">
            <AccountActions
              account={{
                id,
                name,
                type,
                number,
                currency,
                openingBalance: openingBalance.amount,
                private: isPrivate,
                counted,
              }}
              closedOn={closedOn}
              baseCurrency={baseCurrency}
              today={today}
              isUnused={isUnused}
            />
            {!closedOn && <EntryButton defaults={{ accountId: id }} />}
          </div>
        }
      />
      <div className="grid gap-6">
        <div className="grid gap-1">
          <Amount amount={balance.amount} currency={currency} className="text-28 font-semibold sm:text-40" />
          <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-muted">
            {t(`types.${type}`)}
            {number && <span className="tabular-nums">{number}</span>}
            {isPrivate && <Badge>{t('privateBadge')}</Badge>}
            {closedOn && <Badge>{t('closedOn', { date: formatDate(closedOn, locale) })}</Badge>}
            <Upcoming amount={upcoming.amount} currency={currency} />
          </p>
          <BankFeed account={proven} timeZone={timeZone} now={new Date().toISOString()} />
        </div>
        <Card title={t('balanceOverTime')}>
          <BalanceOverTime points={points} currency={currency} accountId={id} />
          <TabLinks
            label={t('chartPeriod')}
            className="mt-4 w-fit"
            tabs={[
              { href: address, label: t('months12'), current: !isAllTime },
              { href: `${address}?chart=all`, label: t('allTime'), current: isAllTime },
            ]}
          />
        </Card>
        {proven.balanceProof && <BalanceCheck account={proven} proof={proven.balanceProof} />}
        <AccountTransactions accountId={id} isOpen={!closedOn} />
      </div>
    </>
  );
}
