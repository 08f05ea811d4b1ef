'use client';

import { useTranslations } from 'next-intl';
import { ErrorState } from '@/components/ui/error-state';

/** What a page shows in the frame when its question failed. */
export default function AppError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  const t = useTranslations('errors');
  return (
    <ErrorState
      title={t('unexpected')}
      detail={error.digest ? t('unexpectedDetail', { id: error.digest }) : undefined}
      onRetry={reset}
    />
  );
}
