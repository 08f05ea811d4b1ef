'use client';

import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { useState, type ReactNode } from 'react';
import { errorsOf, failureText } from '@/components/api/input-error';
import { request } from '@/components/api/request';
import { Badge, type Tone } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { RelativeTime } from '@/components/ui/relative-time';
import { toast } from '@/components/ui/toast';
import { isUnderWay } from './group-jobs';
import { RetryJob_Mutation, type BackgroundJob } from './queries';

const tones: Record<BackgroundJob['state'], Tone> = {
  FAILED: 'wrong',
  RUNNING: 'accent',
  RETRYING: 'attention',
  WAITING: 'neutral',
  DONE: 'income',
};

/** Where the thing is that a job is about; null for what has no page. */
function addressOf({ name, subjectId }: BackgroundJob): string | null {
  if (name === 'IMPORT' && subjectId) return `/import/${subjectId}`;
  return name === 'SYNC' ? '/connections' : name === 'TRANSFERS' ? '/inbox' : null;
}

interface JobRowProps {
  job: BackgroundJob;
  timeZone: string;
  now: string;
  onRetried: () => void;
}

/** One piece of work: what it is, where it stands, and a way to try it again when it has failed for good. */
export function JobRow({ job, timeZone, now, onRetried }: JobRowProps) {
  const t = useTranslations('jobs');
  const tErrors = useTranslations('errors');
  const [pending, setPending] = useState(false);
  const { id, state, tries, createdAt, finishedAt, nextTryAt } = job;
  const name = t(`names.${job.name}`);
  const address = addressOf(job);

  const when = (key: 'asked' | 'finished' | 'gaveUp' | 'nextTry', instant: string): ReactNode =>
    t.rich(key, { when: () => <RelativeTime instant={instant} now={now} timeZone={timeZone} /> });
  const retry = async () => {
    setPending(true);
    try {
      const [error] = errorsOf((await request(RetryJob_Mutation, { id })).retryJob);
      toast(t(error ? 'retryGone' : 'retried'));
      onRetried();
    } catch (failure) {
      toast(failureText(tErrors, failure), { tone: 'wrong' });
    } finally {
      setPending(false);
    }
  };

  return (
    <li className="relative flex min-h-14 flex-wrap items-center gap-x-3 gap-y-2 border-t border-line px-4 py-2.5 sm:px-6">
      <div className="min-w-0 flex-1 basis-48">
        <p className="font-medium">
          {address ? (
            <Link href={address} className="rounded-sm hover:underline">
              {name}
            </Link>
          ) : (
            name
          )}
        </p>
        <p className="flex flex-wrap gap-x-3 text-12 text-muted">
          {/* Work that is tried again keeps the time at which it failed before. */}
          <span>
            {finishedAt && !isUnderWay(job)
              ? when(state === 'FAILED' ? 'gaveUp' : 'finished', finishedAt)
              : when('asked', createdAt)}
          </span>
          {tries > 1 && <span>{t('tries', { count: tries })}</span>}
          {nextTryAt && <span>{when('nextTry', nextTryAt)}</span>}
        </p>
      </div>
      {/* Failed and done work stands under a heading that says so. */}
      {isUnderWay(job) && <Badge tone={tones[state]}>{t(`states.${state}`)}</Badge>}
      {state === 'FAILED' && (
        <Button size="sm" pending={pending} onClick={() => void retry()} aria-label={t('retryJob', { name })}>
          {t('retry')}
        </Button>
      )}
    </li>
  );
}
