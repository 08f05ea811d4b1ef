'use client';

import { useTranslations } from 'next-intl';
import { Card } from '@/components/ui/card';
import { Table, Td, Th, Tr } from '@/components/ui/table';
import type { ImportDetail } from './queries';

const reasons = [
  'NO_DATE',
  'BAD_DATE',
  'NO_AMOUNT',
  'BAD_AMOUNT',
  'TOO_MANY_DECIMALS',
  'UNKNOWN_CURRENCY',
  'UNKNOWN_MARK',
  'BALANCE_ROW',
  'FAILED_PAYMENT',
  'REPEATED_HEADING',
  'NOT_A_TRANSACTION',
  'OTHER_CURRENCY',
  'WRONG_COLUMNS',
] as const;

/** The records of the file that are not transactions of this account, each with its line and the reason. */
export function SkippedRows({ rows, total }: { rows: ImportDetail['skipped']; total: number }) {
  const t = useTranslations('import');
  const reasonText = (code: string) => {
    const reason = reasons.find((one) => one === code);
    return reason ? t(`reasons.${reason}`) : t('reasons.other');
  };
  return (
    <Card title={t('skippedTitle')} flush>
      <p className="px-4 pb-3 text-muted sm:px-6">
        {total > rows.length ? t('skippedFirst', { shown: rows.length, total }) : t('skippedDetail')}
      </p>
      <div className="max-h-[32rem] overflow-auto" role="region" aria-label={t('skippedTitle')} tabIndex={0}>
        <Table>
          <thead>
            <tr>
              <Th align="end">{t('line')}</Th>
              <Th>{t('reason')}</Th>
              <Th className="max-sm:hidden">{t('lineText')}</Th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ line, reason, text }) => (
              <Tr key={`${line} ${reason}`}>
                <Td align="end" className="text-muted">
                  {line}
                </Td>
                <Td className="py-2 sm:min-w-44">
                  {reasonText(reason)}
                  <span className="private block text-12 text-muted wrap-anywhere sm:hidden">{text}</span>
                </Td>
                <Td className="private py-2 text-12 text-muted wrap-anywhere max-sm:hidden">{text}</Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      </div>
    </Card>
  );
}
