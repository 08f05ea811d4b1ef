'use client';

import { useRouter } from 'next/navigation';
import { startTransition, useState } from 'react';
import { getFragmentData, type FragmentType } from '@/graphql/__generated__/client';
import { ImportFailure } from './import-failure';
import { ImportPreviewForm } from './import-preview-form';
import { ImportProgress } from './import-progress';
import { ImportResult } from './import-result';
import { ImportDetail_import, type ImportAccount } from './queries';

interface ImportViewProps {
  import: FragmentType<typeof ImportDetail_import>;
  accounts: readonly ImportAccount[];
  baseCurrency: string;
  timeZone: string;
}

/** One import from the uploaded file to its result. It moves on without leaving the page. */
export function ImportView({ import: initial, accounts, baseCurrency, timeZone }: ImportViewProps) {
  const router = useRouter();
  const [current, setCurrent] = useState(getFragmentData(ImportDetail_import, initial));
  const { status, preview } = current;

  if (status === 'PREVIEW' && preview) {
    return <ImportPreviewForm initial={{ ...current, preview }} accounts={accounts} baseCurrency={baseCurrency} onCommitted={setCurrent} />;
  }
  if (status === 'QUEUED' || status === 'RUNNING' || status === 'PREVIEW') {
    return (
      <ImportProgress
        id={current.id}
        onFinished={(finished) => {
          setCurrent(finished);
          // The balances beside the page have changed too.
          startTransition(() => router.refresh());
        }}
      />
    );
  }
  if (status === 'FAILED') return <ImportFailure id={current.id} fileName={current.fileName} problem={current.problem ?? null} />;
  return <ImportResult result={current} timeZone={timeZone} onTakenBack={() => setCurrent({ ...current, status: 'REVERTED', finishedAt: new Date().toISOString() })} />;
}
