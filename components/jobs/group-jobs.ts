import type { BackgroundJob } from './queries';

export type JobGroup = 'failed' | 'underWay' | 'done';

/** Whether a job moves on by itself. */
export function isUnderWay({ state }: Pick<BackgroundJob, 'state'>): boolean {
  return state === 'RUNNING' || state === 'WAITING' || state === 'RETRYING';
}

/** Jobs by what they ask of a person, what failed first; groups without any are left out. */
export function groupJobs(jobs: readonly BackgroundJob[]): { group: JobGroup; jobs: BackgroundJob[] }[] {
  const groups = [
    { group: 'failed' as const, jobs: jobs.filter(({ state }) => state === 'FAILED') },
    { group: 'underWay' as const, jobs: jobs.filter(isUnderWay) },
    { group: 'done' as const, jobs: jobs.filter(({ state }) => state === 'DONE') },
  ];
  return groups.filter(({ jobs }) => jobs.length > 0);
}
