'use client';

import { useTranslations } from 'next-intl';
import { Amount } from '@/components/money/amount';
import { Button } from '@/components/ui/button';
import { CalendarDate } from '@/components/ui/calendar-date';
import { Card } from '@/components/ui/card';
import { cn } from '@/components/ui/cn';
import { Table, Td, Th, Tr } from '@/components/ui/table';
import { columnName, isOutMark, sampleValues } from './column-text';
import type { ImportMapping } from './mapping';
import type { ImportAccount, ImportPreview } from './queries';

interface PreviewCardProps {
  preview: ImportPreview;
  account: ImportAccount | null;
  baseCurrency: string;
  /** A correction is on its way: what is shown is about to change. */
  pending: boolean;
  onOpenColumns: () => void;
}

/** The file as it will be: sums, how it was read, the first rows. */
export function PreviewCard({ preview, account, baseCurrency, pending, onOpenColumns }: PreviewCardProps) {
  const t = useTranslations('import');
  const currencyOf = (stated: string | null | undefined) => stated ?? account?.currency ?? baseCurrency;
  const problem =
    preview.problem !== null
      ? t('previewProblem')
      : preview.rowCount === 0
        ? t('nothingForAccount', { currency: account?.currency ?? baseCurrency })
        : null;
  return (
    <Card title={t('previewTitle')} flush>
      <div className={cn('transition-opacity', pending && 'opacity-60')} aria-busy={pending}>
        <div className="grid gap-3 px-4 pb-4 sm:px-6">
          {problem ? (
            <p role="alert" className="text-wrong">
              {problem}{' '}
              {preview.mapping && (
                <Button size="sm" className="ml-2" onClick={onOpenColumns}>
                  {t('seeColumns')}
                </Button>
              )}
            </p>
          ) : (
            <>
              <ul className="flex flex-wrap gap-x-8 gap-y-2">
                {preview.sums.map(({ currency, count, sum }) => (
                  <li key={currency ?? ''}>
                    <span className="block text-12 text-muted">{t('countTransactions', { count })}</span>
                    <Amount amount={sum} currency={currencyOf(currency)} size="large" signed />
                  </li>
                ))}
              </ul>
              {preview.mapping && <Recognised mapping={preview.mapping} columns={preview.columns} />}
            </>
          )}
          {preview.skippedCount > 0 && (
            <p className="text-muted">{t('willSkip', { count: preview.skippedCount })}</p>
          )}
        </div>
        {preview.rows.length > 0 && <PreviewRows preview={preview} currencyOf={currencyOf} />}
      </div>
    </Card>
  );
}

/** How the file is read, in plain words. */
function Recognised({ mapping, columns }: { mapping: ImportMapping; columns: ImportPreview['columns'] }) {
  const t = useTranslations('import');
  const column = (index: number | null | undefined) => columns.find((one) => one.index === index);
  const named = (index: number | null | undefined) => {
    const found = column(index);
    return found ? columnName(t, found) : '';
  };
  const sample = column(mapping.dateColumn)?.samples[0] ?? '';
  const markColumn = column(mapping.markColumn);
  const marks = markColumn
    ? sampleValues(markColumn).filter((value) => isOutMark(value, mapping.outMarks))
    : [];
  const parts = [
    t(`recognised.dates.${mapping.dateOrder}`, { sample }),
    t(mapping.decimalMark === ',' ? 'recognised.comma' : 'recognised.point'),
    mapping.amountKind === 'IN_OUT'
      ? t('recognised.inOut', { moneyIn: named(mapping.inColumn), moneyOut: named(mapping.outColumn) })
      : mapping.amountKind === 'MARKED'
        ? t('recognised.marked', {
            column: named(mapping.markColumn),
            mark: marks.join(', ') || (mapping.outMarks[0] ?? ''),
          })
        : t(mapping.inverted ? 'recognised.inverted' : 'recognised.minus'),
  ];
  return <p className="text-muted">{parts.join(' · ')}</p>;
}

function PreviewRows({
  preview,
  currencyOf,
}: {
  preview: ImportPreview;
  currencyOf: (stated: string | null | undefined) => string;
}) {
  const t = useTranslations('import');
  const mixed = preview.sums.length > 1;
  const hasPayees = preview.rows.some(({ payee }) => payee);
  return (
    <>
      <div className="overflow-x-auto" role="region" aria-label={t('firstRows')} tabIndex={0}>
        <Table>
          <caption className="sr-only">{t('firstRows')}</caption>
          <thead>
            <tr>
              <Th className="sm:w-36">{t('roles.date')}</Th>
              {hasPayees && <Th>{t('roles.payee')}</Th>}
              <Th className={hasPayees ? 'max-md:hidden' : undefined}>{t('roles.description')}</Th>
              <Th align="end">{t('roles.amount')}</Th>
            </tr>
          </thead>
          <tbody>
            {preview.rows.map((row) => (
              <Tr key={row.line}>
                <Td className="whitespace-nowrap">
                  <CalendarDate date={row.date} />
                </Td>
                {hasPayees && (
                  <Td className="max-w-32 py-1.5 sm:max-w-56">
                    <span className="block truncate">{row.payee}</span>
                    <span className="block truncate text-12 text-muted md:hidden">{row.description}</span>
                  </Td>
                )}
                <Td className={cn('max-w-32 truncate text-muted sm:max-w-96', hasPayees && 'max-md:hidden')}>
                  {row.description}
                </Td>
                <Td align="end">
                  <Amount
                    amount={row.amount}
                    currency={mixed ? currencyOf(row.currency) : undefined}
                    signed
                  />
                </Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      </div>
      {preview.rowCount > preview.rows.length && (
        <p className="border-t border-line px-4 py-3 text-12 text-muted sm:px-6">
          {t('firstOf', { shown: preview.rows.length, total: preview.rowCount })}
        </p>
      )}
    </>
  );
}
