import { useTranslations } from 'next-intl';
import { Amount } from '@/components/money/amount';
import { signOf } from '@/components/overview/exact';

/** What is still to come, beside a balance of today that does not have it yet. Nothing when nothing is. */
export function Upcoming({ amount, currency }: { amount: string; currency: string }) {
  const t = useTranslations('accounts');
  if (signOf(amount) === 0) return null;
  return (
    <span className="text-12 whitespace-nowrap text-muted">
      {t('upcoming')} <Amount amount={amount} currency={currency} size="small" signed muted />
    </span>
  );
}
