import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { AccountView } from '@/components/accounts/account-view';
import { pointsUntil, readChartPeriod } from '@/components/accounts/chart-period';
import { AccountBalances_Query, AccountPage_Query } from '@/components/accounts/queries';
import { execute } from '@/graphql/execute';
import { ClientMessages } from '@/lib/platform/i18n/client-messages';

interface AccountPageProps {
  params: Promise<{ id: string }>;
  searchParams: Promise<{ chart?: string | string[] }>;
}

/** Title and page ask once. */
const findAccount = cache(async (id: string) => execute(AccountPage_Query, { id }));

export async function generateMetadata({ params }: AccountPageProps): Promise<Metadata> {
  const { account } = await findAccount((await params).id);
  return { title: account?.name };
}

export default async function AccountPage({ params, searchParams }: AccountPageProps) {
  const [{ id }, { chart }] = await Promise.all([params, searchParams]);
  const { account, household, oldest } = await findAccount(id);
  if (!account) notFound();
  const period = readChartPeriod(chart === 'all', household.today, oldest.nodes[0]?.date ?? null);
  const { account: course } = await execute(AccountBalances_Query, { id, from: period.from, to: period.to });
  return (
    <ClientMessages namespaces={['accounts', 'transactions']}>
      <AccountView
        account={account}
        baseCurrency={household.baseCurrency}
        today={household.today}
        timeZone={household.timeZone}
        points={pointsUntil(household.today, account.balance.amount, course?.balances ?? [])}
        isAllTime={period.isAllTime}
        isUnused={oldest.nodes.length === 0}
      />
    </ClientMessages>
  );
}
