import { useLocale, useTranslations } from 'next-intl';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { formatInstant } from '@/components/files/format-instant';
import { RelativeTime } from '@/components/ui/relative-time';
import { consentNotice } from './connection-state';
import type { Connection } from './queries';

interface ConnectionFactsProps {
  connection: Connection;
  timeZone: string;
  now: string;
}

/** When it was fetched, when it will be, how long the access lasts, and what the last run brought. */
export function ConnectionFacts({ connection, timeZone, now }: ConnectionFactsProps) {
  const t = useTranslations('connections');
  const { lastSuccessAt, nextSyncAt, state } = connection;
  const waiting = state === 'PAUSED' ? t('nextWhenResumed') : state === 'ENDED' ? t('nextWhenRenewed') : null;
  return (
    <dl className="grid grid-cols-2 gap-x-6 gap-y-4 lg:grid-cols-4">
      <Fact label={t('lastSuccess')}>
        {lastSuccessAt ? <RelativeTime instant={lastSuccessAt} now={now} timeZone={timeZone} /> : t('never')}
      </Fact>
      <Fact label={t('nextSync')}>
        {waiting ??
          (nextSyncAt ? <RelativeTime instant={nextSyncAt} now={now} timeZone={timeZone} /> : t('nextNone'))}
      </Fact>
      <Fact label={t('access')}>
        <Access connection={connection} timeZone={timeZone} now={now} />
      </Fact>
      <Fact label={t('lastRun')}>
        <LastRun sync={connection.lastSync} />
      </Fact>
    </dl>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-12 text-muted">{label}</dt>
      <dd className="mt-0.5 tabular-nums">{children}</dd>
    </div>
  );
}

function Access({ connection, timeZone, now }: ConnectionFactsProps) {
  const t = useTranslations('connections');
  const locale = useLocale();
  const { consentEndsAt, consentDaysLeft } = connection;
  const notice = consentNotice(connection, now);
  if (notice?.days === null) return t('accessEnded');
  if (consentEndsAt === null || consentDaysLeft === null) return t('accessEndless');
  return (
    <time dateTime={consentEndsAt} title={formatInstant(consentEndsAt, locale, timeZone)}>
      {t('accessDays', { days: consentDaysLeft })}
    </time>
  );
}

function LastRun({ sync }: { sync: Connection['lastSync'] }) {
  const t = useTranslations('connections');
  if (!sync) return t('never');
  if (sync.state === 'FAILED') return t('counts.failed');
  const { rowsAdded, rowsChanged, rowsWaiting } = sync;
  if (rowsAdded + rowsChanged + rowsWaiting === 0) return t('counts.nothing');
  const told = [
    rowsAdded > 0 && t('counts.added', { count: rowsAdded }),
    rowsChanged > 0 && t('counts.changed', { count: rowsChanged }),
  ]
    .filter(Boolean)
    .join(', ');
  return (
    <>
      {told}
      {told && rowsWaiting > 0 && ', '}
      {rowsWaiting > 0 && (
        <Link href="/inbox" className="rounded-sm font-medium text-accent hover:underline">
          {t('counts.waiting', { count: rowsWaiting })}
        </Link>
      )}
    </>
  );
}
