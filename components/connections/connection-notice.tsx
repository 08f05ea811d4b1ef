import { useTranslations } from 'next-intl';
import { Banner } from '@/components/ui/banner';
import type { ConsentNotice } from './connection-state';

const known = ['RATE_LIMITED', 'UNAVAILABLE', 'MALFORMED', 'REFUSED'] as const;

/** What a person should know about a connection: its consent, or else what went wrong last time. Nothing when all is well. */
export function ConnectionNotice({ notice, problemCode }: { notice: ConsentNotice | null; problemCode: string | null }) {
  const t = useTranslations('connections');
  if (notice) return <Banner tone={notice.tone}>{notice.days === null ? t('consentEnded') : t('consentSoon', { days: notice.days })}</Banner>;
  if (problemCode === null) return null;
  const code = known.find((one) => one === problemCode);
  return <Banner tone="attention">{code ? t(`problems.${code}`) : t('problems.other')}</Banner>;
}
