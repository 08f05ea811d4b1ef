import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { JobsView } from '@/components/jobs/jobs-view';
import { BackgroundJobs_Query } from '@/components/jobs/queries';
import { execute } from '@/graphql/execute';
import { ClientMessages } from '@/lib/platform/i18n/client-messages';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('jobs'))('title') };
}

/** What Saldo does in the background for the household, and what failed. */
export default async function BackgroundWorkPage() {
  const { household, backgroundJobs } = await execute(BackgroundJobs_Query, {});
  return (
    <ClientMessages namespaces={['jobs']}>
      <div className="max-w-3xl">
        <JobsView jobs={backgroundJobs} timeZone={household.timeZone} now={new Date().toISOString()} />
      </div>
    </ClientMessages>
  );
}
