import { getTranslations } from 'next-intl/server';
import { ChartSkeleton } from '@/components/charts/chart-skeleton';
import { Card } from '@/components/ui/card';
import { Skeleton, SkeletonRows } from '@/components/ui/skeleton';

/** The dashboard's places, as high as what comes into them. */
export async function DashboardSkeleton() {
  const [t, tc] = await Promise.all([getTranslations('dashboard'), getTranslations('common')]);
  return (
    <div aria-busy="true" aria-label={tc('loading')}>
      <header className="mb-6 flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
        <h1 className="text-28 font-semibold">{t('title')}</h1>
        <Skeleton className="h-9 w-full xl:w-120 pointer-coarse:h-11" />
      </header>
      <div className="grid gap-6">
        <Card>
          <Skeleton className="h-78 sm:h-57 min-[87.5rem]:h-33" />
        </Card>
        <div className="grid gap-6 xl:grid-cols-[minmax(0,5fr)_minmax(0,6fr)]">
          <Card title={t('incomeAndExpenses')}>
            <ChartSkeleton height={320} />
          </Card>
          <Card title={t('whereDidItGo')}>
            <div className="grid items-center gap-6 sm:grid-cols-[auto_minmax(0,1fr)]">
              <Skeleton className="mx-auto size-50 rounded-full" />
              <SkeletonRows rows={8} className="-mx-4 max-sm:pb-2 sm:-mx-6 sm:[&>div]:h-8" />
            </div>
          </Card>
        </div>
        <Card title={t('largestExpenses')} flush className="pb-2">
          <SkeletonRows rows={5} />
        </Card>
      </div>
    </div>
  );
}
