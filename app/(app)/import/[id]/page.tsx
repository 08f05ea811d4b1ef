import { ArrowLeft } from 'lucide-react';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { ImportView } from '@/components/files/import-view';
import { ImportDetail_import, ImportPage_Query } from '@/components/files/queries';
import { PageHeader } from '@/components/ui/page-header';
import { getFragmentData } from '@/graphql/__generated__/client';
import { execute } from '@/graphql/execute';
import { ClientMessages } from '@/lib/platform/i18n/client-messages';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('import'))('title') };
}

/** One file on its way in: preview, progress, result. */
export default async function ImportPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const [t, { household, accounts, import: found }] = await Promise.all([
    getTranslations('import'),
    execute(ImportPage_Query, { id }),
  ]);
  if (!found) notFound();
  const { fileName } = getFragmentData(ImportDetail_import, found);
  return (
    <>
      <Link
        href="/import"
        className="mb-2 inline-flex items-center gap-1.5 rounded-sm text-14 text-muted hover:text-ink"
      >
        <ArrowLeft aria-hidden className="size-4" />
        {t('allImports')}
      </Link>
      <div className="wrap-anywhere">
        <PageHeader title={fileName} />
      </div>
      <ClientMessages namespaces={['import', 'accounts']}>
        <ImportView
          key={id}
          import={found}
          accounts={accounts}
          baseCurrency={household.baseCurrency}
          timeZone={household.timeZone}
        />
      </ClientMessages>
    </>
  );
}
