'use client';

import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { LinkButton } from '@/components/ui/link-button';
import { fileErrorText } from './file-error';
import { useDiscard } from './use-discard';

/** Nothing of the file was imported; says why. */
export function ImportFailure({
  id,
  fileName,
  problemCode,
}: {
  id: string;
  fileName: string;
  problemCode: string;
}) {
  const t = useTranslations('import');
  const discard = useDiscard({ id, fileName });
  return (
    <Card title={t('failedTitle')}>
      <p>{fileErrorText(t, problemCode)}</p>
      <p className="mt-1 text-muted">{t('failedDetail')}</p>
      <div className="mt-5 flex flex-wrap gap-2">
        <LinkButton href="/import" variant="primary">
          {t('another')}
        </LinkButton>
        <Button onClick={() => void discard()}>{t('discard')}</Button>
      </div>
    </Card>
  );
}
