import { getTranslations } from 'next-intl/server';
import { ChartSkeleton } from '@/components/charts/chart-skeleton';
import { Card } from '@/components/ui/card';
import { Skeleton, SkeletonRows } from '@/components/ui/skeleton';

export default async function AccountLoading() {
  const [t, tc] = await Promise.all([getTranslations('accounts'), getTranslations('common')]);
  return (
    <div aria-busy="true" aria-label={tc('loading')} className="grid gap-6">
      <Skeleton className="h-9 w-56" />
      <Skeleton className="h-12 w-72" />
      <Card title={t('balanceOverTime')}>
        <ChartSkeleton height={220} />
      </Card>
      <SkeletonRows rows={8} />
    </div>
  );
}
