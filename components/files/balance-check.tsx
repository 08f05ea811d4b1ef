import { useLocale, useTranslations } from 'next-intl';
import { Amount } from '@/components/money/amount';
import { Banner } from '@/components/ui/banner';
import { formatDate } from '@/components/ui/format-date';
import { LinkButton } from '@/components/ui/link-button';
import type { ImportDetail } from './queries';

/**
 * Whether the account agrees with what the statement says was in it at its end. Files that state no balance
 * say nothing here.
 */
export function BalanceCheck({
  account,
  statements,
}: {
  account: ImportDetail['account'];
  statements: ImportDetail['statements'];
}) {
  const t = useTranslations('import');
  const locale = useLocale();
  const proof = account?.balanceProof;
  if (!account || !proof || !statements.some(({ closing }) => closing?.date === proof.date)) return null;
  const date = formatDate(proof.date, locale, 'medium');
  if (Number(proof.difference.amount) === 0)
    return <p className="mt-4 text-14 text-muted">{t('balanceAgrees', { date })}</p>;
  return (
    <Banner
      tone="attention"
      className="mt-4"
      action={
        <LinkButton size="sm" href={`/accounts/${account.id}`}>
          {t('seeDifference')}
        </LinkButton>
      }
    >
      {t('balanceDiffers', { date })} <Amount amount={proof.difference.amount} currency={account.currency} />
    </Banner>
  );
}
