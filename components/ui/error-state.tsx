'use client';

import { TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from './button';

interface ErrorStateProps {
  /** What happened, in one sentence. */
  title?: string | undefined;
  /** What to do, or the id to give to someone who can help. */
  detail?: string | undefined;
  onRetry?: (() => void) | undefined;
}

export function ErrorState({ title, detail, onRetry }: ErrorStateProps) {
  const t = useTranslations('common');
  return (
    <div role="alert" className="flex flex-col items-center gap-4 px-6 py-12 text-center">
      <span
        aria-hidden
        className="flex size-12 items-center justify-center rounded-full bg-wrong-soft text-wrong"
      >
        <TriangleAlert className="size-5" />
      </span>
      <div className="grid max-w-sm gap-1">
        <p className="text-16 text-balance">{title ?? t('somethingFailed')}</p>
        {detail && <p className="text-14 text-muted">{detail}</p>}
      </div>
      {onRetry && <Button onClick={onRetry}>{t('tryAgain')}</Button>}
    </div>
  );
}
