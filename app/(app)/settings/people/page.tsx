import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { PeopleView } from '@/components/memberships/people-view';
import { Invitations_Query, PeoplePage_Query } from '@/components/memberships/queries';
import { execute } from '@/graphql/execute';
import { ClientMessages } from '@/lib/platform/i18n/client-messages';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('people'))('title') };
}

/** Who keeps the household's money together. */
export default async function PeoplePage() {
  const { household, members } = await execute(PeoplePage_Query, {});
  const invitations = household.role === 'OWNER' ? (await execute(Invitations_Query, {})).invitations : [];
  return (
    <ClientMessages namespaces={['people']}>
      <PeopleView household={household} members={members} invitations={invitations} />
    </ClientMessages>
  );
}
