'use client';

import { useFormatter, useTranslations } from 'next-intl';
import { useEffect, useEffectEvent, useState } from 'react';
import { request } from '@/components/api/request';
import { Card } from '@/components/ui/card';
import { ProgressBar } from '@/components/ui/progress-bar';
import { getFragmentData } from '@/graphql/__generated__/client';
import { ImportDetail_import, ImportDetail_Query, ImportProgress_Query, type ImportDetail } from './queries';

const POLL_MS = 400;

/** How far the worker has come. Leaving the page does not stop it. */
export function ImportProgress({
  id,
  onFinished,
}: {
  id: string;
  onFinished: (finished: ImportDetail) => void;
}) {
  const t = useTranslations('import');
  const format = useFormatter();
  const [{ done, total }, setProgress] = useState({ done: 0, total: 0 });

  /** Whether there is more to wait for. */
  const look = useEffectEvent(async (signal: AbortSignal): Promise<boolean> => {
    const { import: current } = await request(ImportProgress_Query, { id }, signal);
    if (!current) return false;
    setProgress({ done: current.rowsDone, total: current.rowsTotal });
    if (current.status === 'QUEUED' || current.status === 'RUNNING') return true;
    const finished = getFragmentData(
      ImportDetail_import,
      (await request(ImportDetail_Query, { id }, signal)).import,
    );
    if (finished) onFinished(finished);
    return false;
  });

  useEffect(() => {
    const leaving = new AbortController();
    let timer: ReturnType<typeof setTimeout>;
    // A failed look, such as one without network, is not the end: the worker goes on, and so does looking.
    const again = () =>
      void look(leaving.signal)
        .catch(() => true)
        .then((more) => {
          if (more && !leaving.signal.aborted) timer = setTimeout(again, POLL_MS);
        });
    again();
    return () => {
      leaving.abort();
      clearTimeout(timer);
    };
  }, []);

  return (
    <Card>
      <ProgressBar
        label={total > 0 ? t('importing') : t('queued')}
        counts={total > 0 ? t('progress', { done: format.number(done), total: format.number(total) }) : ''}
        value={done}
        max={total}
      />
      <p className="mt-4 text-14 text-muted">{t('mayLeave')}</p>
    </Card>
  );
}
