import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ConnectionsView } from '@/components/banks/connections-view';
import { PageProblem } from '@/components/banks/page-problem';
import { ConnectionsPage_Query } from '@/components/banks/queries';
import { PageHeader } from '@/components/ui/page-header';
import { execute } from '@/graphql/execute';
import { ClientMessages } from '@/lib/platform/i18n/client-messages';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('connections'))('title') };
}

/**
 * The banks that are connected, and those that can be. `?problem=` is what the way back from a bank says when
 * it brought nothing.
 */
export default async function ConnectionsPage({
  searchParams,
}: {
  searchParams: Promise<{ problem?: string | string[] }>;
}) {
  const [{ problem }, t, { household, banks, bankConnections }] = await Promise.all([
    searchParams,
    getTranslations('connections'),
    execute(ConnectionsPage_Query, {}),
  ]);
  return (
    <ClientMessages namespaces={['connections', 'transactions']}>
      <PageHeader title={t('title')} />
      <PageProblem code={[problem].flat()[0]} />
      <ConnectionsView
        connections={bankConnections}
        banks={banks}
        timeZone={household.timeZone}
        now={new Date().toISOString()}
      />
    </ClientMessages>
  );
}
