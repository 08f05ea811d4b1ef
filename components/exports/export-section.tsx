'use client';

import { Download } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { request } from '@/components/api/request';
import { useConfirming } from '@/components/settings/confirming';
import { useSaving } from '@/components/settings/use-saving';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { ExportAddress_Query } from './queries';

/** Everything that the person sees of the household, as one file. */
export function ExportSection({ household }: { household: string }) {
  const t = useTranslations('data');
  const confirming = useConfirming();
  const { save, pending } = useSaving();
  const download = () =>
    save(async () => {
      const { exportAddress } = await confirming(() => request(ExportAddress_Query, {}));
      // A link that downloads leaves the page where it is, also when the server refuses.
      const link = Object.assign(document.createElement('a'), { href: exportAddress, download: '' });
      link.click();
      return [];
    }, t('exportBegun'));
  return (
    <Card title={t('export')}>
      <p className="mb-4 text-muted">{t('exportDetail', { household })}</p>
      <Button pending={pending} onClick={() => void download()}>
        <Download aria-hidden />
        {t('download')}
      </Button>
    </Card>
  );
}
