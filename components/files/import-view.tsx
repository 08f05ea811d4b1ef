'use client';

import { useRouter } from 'next/navigation';
import { startTransition, useRef, useState, type ReactNode } from 'react';
import { getFragmentData, type FragmentType } from '@/graphql/__generated__/client';
import { ImportFailure } from './import-failure';
import { ImportPreviewForm } from './import-preview-form';
import { ImportProgress } from './import-progress';
import { ImportResult } from './import-result';
import { ImportDetail_import, type ImportAccount, type ImportDetail } from './queries';

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
  const place = useRef<HTMLDivElement>(null);
  const { status, preview } = current;

  const moveOn = (next: ImportDetail) => {
    // The button that was pressed is gone with its step; keyboard and screen reader go on where the next one
    // stands.
    place.current?.focus({ preventScroll: true });
    window.scrollTo({ top: 0 });
    setCurrent(next);
  };
  const finish = (finished: ImportDetail) => {
    moveOn(finished);
    // The balances beside the page have changed too.
    startTransition(() => router.refresh());
  };

  let step: ReactNode;
  if (status === 'PREVIEW' && preview)
    step = (
      <ImportPreviewForm
        initial={{ ...current, preview }}
        accounts={accounts}
        baseCurrency={baseCurrency}
        onCommitted={moveOn}
      />
    );
  else if (status === 'FAILED')
    step = (
      <ImportFailure id={current.id} fileName={current.fileName} problemCode={current.problemCode ?? ''} />
    );
  else if (status === 'DONE' || status === 'REVERTED') {
    step = (
      <ImportResult
        result={current}
        timeZone={timeZone}
        onTakenBack={() =>
          setCurrent({ ...current, status: 'REVERTED', finishedAt: new Date().toISOString() })
        }
      />
    );
  } else step = <ImportProgress id={current.id} onFinished={finish} />;
  return (
    <div ref={place} tabIndex={-1} className="outline-none">
      {step}
    </div>
  );
}
