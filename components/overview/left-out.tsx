import { useLocale, useTranslations } from 'next-intl';
import { formatMoney } from '@/components/money/format';
import { Banner } from '@/components/ui/banner';
import type { Dashboard_QueryQuery } from '@/graphql/__generated__/client/graphql';
import { signOf } from './exact';

export type LeftOutAmounts = Dashboard_QueryQuery['now']['leftOut'][number];

/**
 * Names what no exchange rate was known for, each currency and each way apart. Nothing when everything could
 * be converted.
 */
export function LeftOut({ leftOut, className }: { leftOut: readonly LeftOutAmounts[]; className?: string }) {
  const t = useTranslations('dashboard');
  const locale = useLocale();
  if (leftOut.length === 0) return null;
  const parts = leftOut.flatMap(({ currency, income, expenses, held, owed }) =>
    (
      [
        ['leftOutIn', income],
        ['leftOutOut', expenses],
        ['leftOutHeld', held],
        ['leftOutOwed', owed],
      ] as const
    )
      .filter(([, { amount }]) => signOf(amount) !== 0)
      .map(([key, { amount }]) =>
        t(key, { amount: formatMoney(amount, { locale, currency, signed: key === 'leftOutIn' }) }),
      ),
  );
  return (
    <Banner tone="attention" className={className}>
      {t('leftOut', {
        count: leftOut.reduce((sum, { count }) => sum + count, 0),
        amounts: new Intl.ListFormat(locale, { type: 'conjunction' }).format(parts),
      })}
    </Banner>
  );
}
