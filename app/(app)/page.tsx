import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Suspense } from 'react';
import { Dashboard } from '@/components/dashboard/dashboard';
import { DashboardSkeleton } from '@/components/dashboard/dashboard-skeleton';
import { Home } from '@/components/home/home';
import { isSignedIn } from '@/graphql/execute';

export async function generateMetadata(): Promise<Metadata> {
  if (!(await isSignedIn())) return { title: { absolute: `Saldo: ${(await getTranslations('home'))('title')}` } };
  return { title: (await getTranslations('dashboard'))('title') };
}

/** The front page: what Saldo is for a stranger, the dashboard for who is signed in. */
export default async function FrontPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  if (!(await isSignedIn())) return <Home />;
  const params = await searchParams;
  const one = (name: string) => (typeof params[name] === 'string' ? params[name] : undefined);
  return (
    <Suspense fallback={<DashboardSkeleton />}>
      <Dashboard params={{ period: one('period'), from: one('from'), to: one('to') }} />
    </Suspense>
  );
}
