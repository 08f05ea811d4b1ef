import { ArrowLeft } from 'lucide-react';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { ConnectionView } from '@/components/banks/connection-view';
import { Connection_bankConnection, ConnectionPage_Query } from '@/components/banks/queries';
import { PageHeader } from '@/components/ui/page-header';
import { getFragmentData } from '@/graphql/__generated__/client';
import { execute } from '@/graphql/execute';
import { ClientMessages } from '@/lib/platform/i18n/client-messages';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('connections'))('title') };
}

/** One connection. The bank sends people here when they have given their consent, to choose the accounts. */
export default async function ConnectionPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const [t, { household, accounts, banks, bankConnection }] = await Promise.all([
    getTranslations('connections'),
    execute(ConnectionPage_Query, { id }),
  ]);
  if (!bankConnection) notFound();
  const { provider } = getFragmentData(Connection_bankConnection, bankConnection);
  return (
    <>
      <Link
        href="/connections"
        className="mb-2 inline-flex items-center gap-1.5 rounded-sm text-14 text-muted hover:text-ink"
      >
        <ArrowLeft aria-hidden className="size-4" />
        {t('allConnections')}
      </Link>
      <PageHeader title={t(`banks.${provider}.name`)} />
      <ClientMessages namespaces={['connections', 'transactions']}>
        <ConnectionView
          key={id}
          connection={bankConnection}
          banks={banks}
          accounts={accounts}
          today={household.today}
          timeZone={household.timeZone}
          now={new Date().toISOString()}
        />
      </ClientMessages>
    </>
  );
}
