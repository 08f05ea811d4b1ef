import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Suspense } from 'react';
import { Dashboard } from '@/components/overview/dashboard';
import { DashboardSkeleton } from '@/components/overview/dashboard-skeleton';
import { Home } from '@/components/home/home';
import { periodBefore, periodOfCharts, readPeriod } from '@/components/overview/period';
import { Dashboard_Query, Today_Query } from '@/components/overview/queries';
import { execute, isSignedIn } from '@/graphql/execute';

export async function generateMetadata(): Promise<Metadata> {
  if (!(await isSignedIn()))
    return { title: { absolute: `Saldo: ${(await getTranslations('home'))('title')}` } };
  return { title: (await getTranslations('dashboard'))('title') };
}

/** The front page: what Saldo is for a stranger, the dashboard for who is signed in. */
export default async function FrontPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  if (!(await isSignedIn())) return <Home />;
  const params = await searchParams;
  const one = (name: string) => (typeof params[name] === 'string' ? params[name] : undefined);
  return (
    <Suspense fallback={<DashboardSkeleton />}>
      <DashboardPage period={one('period')} from={one('from')} to={one('to')} />
    </Suspense>
  );
}

/** Asks for the figures of the period that the address names. */
async function DashboardPage(address: { period?: string; from?: string; to?: string }) {
  const { household } = await execute(Today_Query, {});
  const period = readPeriod(address, household.today);
  const [before, charts] = [periodBefore(period), periodOfCharts(period)];
  const data = await execute(Dashboard_Query, {
    from: period.from,
    to: period.to,
    beforeFrom: before.from,
    beforeTo: before.to,
    chartsFrom: charts.from,
    chartsTo: charts.to,
  });
  return <Dashboard data={data} period={period} today={household.today} />;
}
