'use client';

import { Coffee } from 'lucide-react';
import { useTranslations } from 'next-intl';
import useSWR from 'swr';
import { request } from '@/components/api/request';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { groupJobs, isUnderWay } from './group-jobs';
import { JobRow } from './job-row';
import { BackgroundJobs_Query, type BackgroundJob } from './queries';

const POLL_MS = 2000;

interface JobsViewProps {
  jobs: readonly BackgroundJob[];
  timeZone: string;
  now: string;
}

/**
 * The household's work in the background. Asks again as long as something is under way, and not at all
 * otherwise.
 */
export function JobsView({ jobs: fromPage, timeZone, now }: JobsViewProps) {
  const t = useTranslations('jobs');
  const { data: jobs, mutate } = useSWR(
    ['background-jobs', now],
    async () => (await request(BackgroundJobs_Query, {})).backgroundJobs,
    {
      fallbackData: [...fromPage],
      revalidateOnMount: false,
      revalidateOnFocus: false,
      errorRetryInterval: POLL_MS,
      refreshInterval: (latest) => ((latest ?? fromPage).some(isUnderWay) ? POLL_MS : 0),
    },
  );
  if (jobs.length === 0) {
    return (
      <Card flush>
        <EmptyState icon={<Coffee />} title={t('empty')} />
      </Card>
    );
  }
  return (
    <div className="grid gap-6">
      <p className="text-muted">{t('lead')}</p>
      {groupJobs(jobs).map(({ group, jobs }) => (
        <Card key={group} title={t(`groups.${group}`)} flush>
          <ul>
            {jobs.map((job) => (
              <JobRow key={job.id} job={job} timeZone={timeZone} now={now} onRetried={() => void mutate()} />
            ))}
          </ul>
        </Card>
      ))}
    </div>
  );
}
