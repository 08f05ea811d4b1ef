import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { EntryPage } from '@/components/transactions/entry-page';
import { TransactionChoices_Query, TransactionChoices_query } from '@/components/transactions/queries';
import { PageHeader } from '@/components/ui/page-header';
import { getFragmentData } from '@/graphql/__generated__/client';
import { execute } from '@/graphql/execute';
import { ClientMessages } from '@/lib/platform/i18n/client-messages';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('transactions'))('addIncome') };
}

export default async function AddIncomePage() {
  const [t, data] = await Promise.all([
    getTranslations('transactions'),
    execute(TransactionChoices_Query, {}),
  ]);
  return (
    <ClientMessages namespaces={['transactions', 'accounts']}>
      <PageHeader title={t('addIncome')} />
      <EntryPage kind="INCOME" choices={getFragmentData(TransactionChoices_query, data)} />
    </ClientMessages>
  );
}
