import { getTranslations } from 'next-intl/server';
import { Card } from '@/components/ui/card';
import { PageHeader } from '@/components/ui/page-header';
import { Skeleton, SkeletonRows } from '@/components/ui/skeleton';

export default async function AccountsLoading() {
  const [t, tc] = await Promise.all([getTranslations('accounts'), getTranslations('common')]);
  return (
    <div aria-busy="true" aria-label={tc('loading')}>
      <PageHeader title={t('title')} />
      <div className="grid gap-6">
        <Skeleton className="mx-4 h-7 sm:mx-6" />
        {[3, 1, 1].map((rows, index) => (
          <Card key={index} title={<Skeleton className="h-4 w-28" />} flush className="pb-2">
            <SkeletonRows rows={rows} />
          </Card>
        ))}
      </div>
    </div>
  );
}
