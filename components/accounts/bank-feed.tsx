import { Landmark } from 'lucide-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { Badge } from '@/components/ui/badge';
import { RelativeTime } from '@/components/ui/relative-time';
import type { ProvenAccount } from './queries';

interface BankFeedProps {
  account: Pick<ProvenAccount, 'bankConnection'>;
  timeZone: string;
  now: string;
}

/** Which connection feeds the account, and when it last did. Nothing when none does. */
export function BankFeed({ account: { bankConnection }, timeZone, now }: BankFeedProps) {
  const t = useTranslations('accounts.feed');
  if (!bankConnection) return null;
  const { id, provider, state, lastSuccessAt } = bankConnection;
  return (
    <p className="flex items-start gap-x-2 text-muted">
      <Landmark aria-hidden className="mt-0.5 size-4 shrink-0" />
      <span>
        {t.rich('fedBy', {
          bank: t(`banks.${provider}`),
          link: (children) => (
            <Link
              href={`/connections/${id}`}
              className="rounded-sm font-medium text-accent underline-offset-4 hover:underline"
            >
              {children}
            </Link>
          ),
        })}
        {', '}
        {lastSuccessAt
          ? t.rich('lastSuccess', {
              when: () => <RelativeTime instant={lastSuccessAt} now={now} timeZone={timeZone} />,
            })
          : t('never')}
      </span>
      {state !== 'ACTIVE' && <Badge tone="attention">{t(state === 'PAUSED' ? 'paused' : 'ended')}</Badge>}
    </p>
  );
}
