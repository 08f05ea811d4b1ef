import { useLocale, useTranslations } from 'next-intl';
import { Amount } from '@/components/money/amount';
import { formatShare } from '@/components/money/format';
import { changeOf } from './change';
import { signOf } from './exact';

interface ChangeNoteProps {
  now: string;
  before: string;
  /** Amounts of money spent, which are negative: "more" means that more was spent. */
  spent?: boolean | undefined;
}

const withoutSign = (amount: string) => amount.replace('-', '');

/**
 * By how much, and what part of the amount before where that can be said. Neither good nor bad: that is for
 * the person to know.
 */
export function ChangeNote({ now, before, spent = false }: ChangeNoteProps) {
  const t = useTranslations('dashboard');
  const locale = useLocale();
  const { difference, share } = spent
    ? changeOf(withoutSign(now), withoutSign(before))
    : changeOf(now, before);
  const sign = signOf(difference);
  if (sign === 0) return <span className="text-12 text-muted">{t('noChange')}</span>;
  return (
    <span className="text-12 whitespace-nowrap text-muted tabular-nums">
      {t.rich(sign > 0 ? 'more' : 'less', {
        amount: () => <Amount amount={withoutSign(difference)} muted />,
      })}
      {share !== null && ` (${share > 0 ? '+' : ''}${formatShare(share, locale).replace('-', '\u2212')})`}
    </span>
  );
}
