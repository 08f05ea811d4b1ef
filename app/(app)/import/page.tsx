import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ImportHistory } from '@/components/files/import-history';
import { ImportsPage_Query } from '@/components/files/queries';
import { UploadArea } from '@/components/files/upload-area';
import { PageHeader } from '@/components/ui/page-header';
import { execute } from '@/graphql/execute';
import { ClientMessages } from '@/lib/platform/i18n/client-messages';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('import'))('title') };
}

/** Takes a bank's file, and lists those taken before. `?account=ID` says which account the file is of. */
export default async function ImportsPage({
  searchParams,
}: {
  searchParams: Promise<{ account?: string | string[] }>;
}) {
  const [{ account: wanted }, t, { household, accounts, imports }] = await Promise.all([
    searchParams,
    getTranslations('import'),
    execute(ImportsPage_Query, {}),
  ]);
  return (
    <>
      <PageHeader title={t('title')} />
      <ClientMessages namespaces={['import']}>
        <div className="grid gap-6">
          <UploadArea account={accounts.find(({ id }) => id === wanted) ?? null} />
          <ImportHistory imports={imports} timeZone={household.timeZone} />
        </div>
      </ClientMessages>
    </>
  );
}
