import { useLocale, useTranslations } from 'next-intl';
import { formatMoney } from '@/components/money/format';
import { Banner } from '@/components/ui/banner';

interface LeftOutProps {
  /** Their sums, one for each currency. */
  amounts: readonly { amount: string; currency: string }[];
  /** How many amounts those are made of. */
  count: number;
  className?: string;
}

/** Names what no exchange rate was known for. Nothing when everything could be converted. */
export function LeftOut({ amounts, count, className }: LeftOutProps) {
  const t = useTranslations('dashboard');
  const locale = useLocale();
  if (amounts.length === 0) return null;
  const list = new Intl.ListFormat(locale, { type: 'conjunction' }).format(
    amounts.map(({ amount, currency }) => formatMoney(amount, { locale, currency })),
  );
  return (
    <Banner tone="attention" className={className}>
      {t('leftOut', { count, amounts: list })}
    </Banner>
  );
}
