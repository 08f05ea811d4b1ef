import { getTranslations } from 'next-intl/server';
import { PageHeader } from '@/components/ui/page-header';
import { Skeleton } from '@/components/ui/skeleton';

export default async function Loading() {
  const t = await getTranslations('transactions');
  return (
    <>
      <PageHeader title={t('addTransfer')} />
      <Skeleton className="h-[34rem] max-w-lg rounded-lg" />
    </>
  );
}
