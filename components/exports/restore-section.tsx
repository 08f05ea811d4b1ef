'use client';

import { FileUp } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { FileInput } from '@/components/ui/file-input';
import { LinkButton } from '@/components/ui/link-button';
import { type Refusal, restoreFile } from './restore';

const KNOWN = ['EMPTY', 'TOO_LARGE', 'NOT_AN_EXPORT', 'NEWER', 'NOT_EMPTY', 'FORBIDDEN', 'NETWORK'] as const;

/** The way of an export back into Saldo. It fills a household that is empty; any other is left alone. */
export function RestoreSection({ isEmpty }: { isEmpty: boolean }) {
  const t = useTranslations('data');
  const input = useRef<HTMLInputElement>(null);
  const [pending, setPending] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const send = async (file: File) => {
    setPending(true);
    const refused = await restoreFile(file);
    setRefusal(refused);
    // Accounts, categories and figures on every page are others afterwards.
    if (refused) setPending(false);
    else location.assign('/');
  };
  return (
    <Card title={t('restore')}>
      <p className="mb-4 text-muted">{t(isEmpty ? 'restoreDetail' : 'restoreElsewhere')}</p>
      {refusal && (
        <Banner tone="wrong" className="mb-4">
          {refusalText(t, refusal)}
        </Banner>
      )}
      {isEmpty ? (
        <Button pending={pending} onClick={() => input.current?.click()}>
          <FileUp aria-hidden />
          {t(pending ? 'restoring' : 'chooseExport')}
        </Button>
      ) : (
        <LinkButton href="/settings/people">{t('newHousehold')}</LinkButton>
      )}
      <FileInput
        ref={input}
        label={t('chooseExport')}
        accept=".zip,application/zip"
        onFile={(file) => void send(file)}
      />
    </Card>
  );
}

function refusalText(t: ReturnType<typeof useTranslations<'data'>>, { code, at }: Refusal): string {
  if (code === 'LINE' && at) return t('refused.LINE', at);
  const known = KNOWN.find((one) => one === code);
  return t(`refused.${known ?? 'OTHER'}`);
}
