import { getTranslations } from 'next-intl/server';
import { PageHeader } from '@/components/ui/page-header';
import { SkeletonRows } from '@/components/ui/skeleton';

export default async function Loading() {
  const [t, tc] = await Promise.all([getTranslations('transactions'), getTranslations('common')]);
  return (
    <>
      <PageHeader title={t('title')} />
      <div
        role="status"
        aria-busy="true"
        aria-label={tc('loading')}
        className="mt-8 overflow-clip rounded-lg border border-line bg-card"
      >
        <SkeletonRows rows={14} />
      </div>
    </>
  );
}
