import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { HouseholdDeletion } from '@/components/erasure/household-deletion';
import { PersonDeletion } from '@/components/erasure/person-deletion';
import { ExportSection } from '@/components/exports/export-section';
import { RestoreSection } from '@/components/exports/restore-section';
import { graphql } from '@/graphql/__generated__/client';
import { execute } from '@/graphql/execute';
import { ClientMessages } from '@/lib/platform/i18n/client-messages';

const DataPage_Query = graphql(`
  query DataPage_Query {
    viewer {
      email
      deletionAt
    }
    household {
      name
      role
      timeZone
      deletionAt
    }
    accounts {
      id
    }
  }
`);

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('data'))('title') };
}

/** What belongs to the person: a copy to take along, the way back in, and the ways to have it all deleted. */
export default async function DataPage() {
  const { viewer, household, accounts } = await execute(DataPage_Query, {});
  if (!viewer) return null;
  return (
    <ClientMessages namespaces={['data']}>
      <div className="grid max-w-3xl gap-6">
        <ExportSection household={household.name} />
        {household.role !== 'VIEWER' && <RestoreSection isEmpty={accounts.length === 0} />}
        {household.role === 'OWNER' && <HouseholdDeletion household={household} />}
        <PersonDeletion viewer={viewer} timeZone={household.timeZone} />
      </div>
    </ClientMessages>
  );
}
