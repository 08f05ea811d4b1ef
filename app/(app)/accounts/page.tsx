import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { AccountsView } from '@/components/accounts/accounts-view';
import { AccountsPage_Query } from '@/components/accounts/queries';
import { execute } from '@/graphql/execute';
import { ClientMessages } from '@/lib/platform/i18n/client-messages';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('accounts'))('title') };
}

export default async function AccountsPage() {
  const { accounts, household } = await execute(AccountsPage_Query, {});
  return (
    <ClientMessages namespaces={['accounts']}>
      <AccountsView accounts={accounts} baseCurrency={household.baseCurrency} />
    </ClientMessages>
  );
}
