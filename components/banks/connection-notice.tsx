import { useTranslations } from 'next-intl';
import { Banner } from '@/components/ui/banner';
import type { ConsentNotice } from './connection-state';

const known = ['RATE_LIMITED', 'UNAVAILABLE', 'MALFORMED', 'REFUSED'] as const;

/**
 * What a person should know about a connection: its consent, and what went wrong last time. Nothing when all
 * is well.
 */
export function ConnectionNotice({
  notice,
  problemCode,
}: {
  notice: ConsentNotice | null;
  problemCode: string | null;
}) {
  const t = useTranslations('connections');
  // That a consent has ended explains every failure since.
  if (notice?.days === null) return <Banner tone="wrong">{t('consentEnded')}</Banner>;
  const code = known.find((one) => one === problemCode);
  return (
    <>
      {notice && <Banner tone={notice.tone}>{t('consentSoon', { days: notice.days })}</Banner>}
      {problemCode !== null && (
        <Banner tone="attention">{code ? t(`problems.${code}`) : t('problems.other')}</Banner>
      )}
    </>
  );
}
