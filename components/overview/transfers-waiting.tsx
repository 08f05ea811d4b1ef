import { useLocale, useTranslations } from 'next-intl';
import { formatMoney } from '@/components/money/format';
import { Banner } from '@/components/ui/banner';
import { LinkButton } from '@/components/ui/link-button';
import type { Dashboard_QueryQuery } from '@/graphql/__generated__/client/graphql';

/**
 * Names what counts as spending only because nobody has said yet whether it was moved. Nothing when all is
 * answered.
 */
export function TransfersWaiting({ sums }: { sums: Dashboard_QueryQuery['transfersWaiting'] }) {
  const t = useTranslations('dashboard');
  const locale = useLocale();
  if (sums.length === 0) return null;
  const amounts = sums.map(({ amount, currency }) => formatMoney(amount, { locale, currency }));
  return (
    <Banner tone="attention" action={<LinkButton href="/inbox">{t('answerInInbox')}</LinkButton>}>
      {t('transfersWaiting', {
        amounts: new Intl.ListFormat(locale, { type: 'conjunction' }).format(amounts),
      })}
    </Banner>
  );
}
