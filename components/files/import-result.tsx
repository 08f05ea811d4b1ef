'use client';

import { useFormatter, useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { writeFilters } from '@/components/transactions/filter';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { LinkButton } from '@/components/ui/link-button';
import { formatInstant } from './format-instant';
import { BalanceCheck } from './balance-check';
import type { ImportDetail } from './queries';
import { SkippedRows } from './skipped-rows';
import { TakeBackDialog } from './take-back-dialog';

/** What became of a file: counts, what was left out and why, and what to do next. */
export function ImportResult({
  result,
  timeZone,
  onTakenBack,
}: {
  result: ImportDetail;
  timeZone: string;
  onTakenBack: () => void;
}) {
  const t = useTranslations('import');
  const locale = useLocale();
  const [asking, setAsking] = useState(false);
  const { id, account, finishedAt, rowsAdded, rowsKnown, rowsSkipped, rowsWaiting, skipped } = result;
  const isReverted = result.status === 'REVERTED';
  const when = finishedAt ? formatInstant(finishedAt, locale, timeZone) : '';
  const otherCurrency = skipped.some(({ reason }) => reason === 'OTHER_CURRENCY');
  return (
    <div className="grid gap-6">
      <Card title={isReverted ? t('revertedTitle') : rowsAdded > 0 ? t('doneTitle') : t('doneNothingTitle')}>
        <p className="text-muted">
          {t(isReverted ? 'revertedDetail' : 'doneDetail', { account: account?.name ?? '', when })}
        </p>
        {!isReverted && (
          <>
            <dl className="mt-5 grid grid-cols-3 gap-4">
              <Count label={t('resultNew', { count: rowsAdded })} count={rowsAdded} />
              <Count label={t('resultKnown', { count: rowsKnown })} count={rowsKnown} />
              <Count label={t('resultSkipped', { count: rowsSkipped })} count={rowsSkipped} />
            </dl>
            {rowsWaiting > 0 && (
              <Banner
                tone="attention"
                className="mt-4"
                action={
                  <LinkButton href="/inbox" size="sm">
                    {t('toInbox')}
                  </LinkButton>
                }
              >
                {t('waiting', { count: rowsWaiting })}
              </Banner>
            )}
            <BalanceCheck account={account} statements={result.statements} />
            {rowsKnown > 0 && <p className="mt-4 text-12 text-muted">{t('knownHint')}</p>}
          </>
        )}
        <div className="mt-6 flex flex-wrap gap-2">
          {!isReverted && rowsAdded > 0 && (
            <LinkButton
              variant="primary"
              href={`/transactions?${writeFilters({ importId: id, uncategorized: true })}`}
            >
              {t('categorise')}
            </LinkButton>
          )}
          <LinkButton href="/import" variant={isReverted || rowsAdded === 0 ? 'primary' : 'secondary'}>
            {t('another')}
          </LinkButton>
          {!isReverted && (
            <Button variant="ghost" onClick={() => setAsking(true)}>
              {t('takeBack')}
            </Button>
          )}
        </div>
      </Card>
      {!isReverted && otherCurrency && (
        <Banner tone="attention">{t('otherCurrencyHint', { currency: account?.currency ?? '' })}</Banner>
      )}
      {!isReverted && skipped.length > 0 && <SkippedRows rows={skipped} total={rowsSkipped} />}
      <TakeBackDialog target={asking ? result : null} onClose={() => setAsking(false)} onDone={onTakenBack} />
    </div>
  );
}

function Count({ label, count }: { label: string; count: number }) {
  const format = useFormatter();
  return (
    <div className="flex flex-col-reverse justify-end">
      <dt className="text-12 text-muted sm:text-14">{label}</dt>
      <dd className="text-28 font-semibold tabular-nums">{format.number(count)}</dd>
    </div>
  );
}
