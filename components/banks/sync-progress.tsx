import { useTranslations } from 'next-intl';
import { ProgressBar } from '@/components/ui/progress-bar';
import type { Connection } from './queries';

/** How far the run that is under way has come. Leaving the page does not stop it. */
export function SyncProgress({ connection: { accounts, lastSync } }: { connection: Connection }) {
  const t = useTranslations('connections');
  if (!lastSync) return null;
  // The run counts its accounts when the first of them is done; how many there will be is known before.
  const total = lastSync.accountsTotal || accounts.filter(({ account }) => account).length;
  const counts = t('progress', { done: lastSync.accountsDone, total, rows: lastSync.rowsSeen });
  return (
    <ProgressBar
      label={t(lastSync.state === 'QUEUED' ? 'queued' : 'running')}
      counts={counts}
      value={lastSync.accountsDone}
      max={total}
    />
  );
}
