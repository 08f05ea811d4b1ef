'use client';

import { useLocale, useTranslations } from 'next-intl';
import { Amount } from '@/components/money/amount';
import { Card } from '@/components/ui/card';
import { cn } from '@/components/ui/cn';
import { formatDate } from '@/components/ui/format-date';
import { Select } from '@/components/ui/select';
import type { ImportAccount, ImportDetail, ImportStatement } from './queries';

const FILE = '';
const OUT = 'out';

interface StatementsCardProps {
  statements: readonly ImportStatement[];
  format: ImportDetail['format'];
  accounts: readonly ImportAccount[];
  /** The account of the file, which takes every statement without one of its own. */
  chosen: ImportAccount | null;
  baseCurrency: string;
  onChoose: (index: number, target: { accountId: string | null; leaveOut: boolean }) => void;
}

/**
 * What the file says of itself: its account statements, each with its balances and whether they fit its
 * transactions.
 */
export function StatementsCard({
  statements,
  format,
  accounts,
  chosen,
  baseCurrency,
  onChoose,
}: StatementsCardProps) {
  const t = useTranslations('import');
  const several = statements.length > 1;
  return (
    <Card
      title={several ? t('statements', { count: statements.length }) : t('statement')}
      aside={<span className="text-12 text-muted">{t(`formats.${format}`)}</span>}
    >
      {several && <p className="mb-4 text-muted">{t('statementsDetail')}</p>}
      <ul className="grid gap-4">
        {statements.map((statement) => (
          <li
            key={statement.index}
            className={cn(
              'grid gap-x-8 gap-y-3 border-t border-line pt-4 first:border-t-0 first:pt-0',
              several && 'sm:grid-cols-[minmax(0,1fr)_minmax(0,14rem)]',
            )}
          >
            <Summary
              statement={statement}
              currency={statement.currency ?? chosen?.currency ?? baseCurrency}
            />
            {several && (
              <div>
                <Target statement={statement} accounts={accounts} chosen={chosen} onChoose={onChoose} />
              </div>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Summary({
  statement: { accountNumber, count, sum, opening, closing, difference },
  currency,
}: {
  statement: ImportStatement;
  currency: string;
}) {
  const t = useTranslations('import');
  const locale = useLocale();
  const isOff = difference !== null && Number(difference) !== 0;
  return (
    <div className="grid min-w-0 gap-1">
      <p className="flex flex-wrap items-baseline justify-between gap-x-4">
        <span className="private min-w-0 font-medium wrap-anywhere">
          {accountNumber ?? t('unnamedAccount')}
        </span>
        <Amount amount={sum} currency={currency} signed />
      </p>
      <p className="text-12 text-muted">
        {t('countTransactions', { count })}
        {opening &&
          closing &&
          ` · ${t('period', { from: formatDate(opening.date, locale), to: formatDate(closing.date, locale) })}`}
      </p>
      {opening && closing && (
        <p className="flex flex-wrap gap-x-2 text-12 text-muted">
          <Amount amount={opening.amount} currency={currency} size="small" /> →{' '}
          <Amount amount={closing.amount} currency={currency} size="small" />
        </p>
      )}
      {isOff && (
        <p role="note" className="text-14 text-wrong">
          {t('statementOff')} <Amount amount={difference} currency={currency} />
        </p>
      )}
      {difference !== null && !isOff && <p className="text-12 text-muted">{t('statementRight')}</p>}
    </div>
  );
}

function Target({
  statement,
  accounts,
  chosen,
  onChoose,
}: Pick<StatementsCardProps, 'accounts' | 'chosen' | 'onChoose'> & { statement: ImportStatement }) {
  const t = useTranslations('import');
  const fitting = accounts.filter(
    ({ currency }) => statement.currency === null || statement.currency === currency,
  );
  const own = statement.account && statement.account.id !== chosen?.id ? statement.account.id : FILE;
  return (
    <Select
      aria-label={t('targetOf', { account: statement.accountNumber ?? t('unnamedAccount') })}
      value={statement.leftOut ? OUT : own}
      onChange={({ target: { value } }) =>
        onChoose(statement.index, {
          accountId: value === FILE || value === OUT ? null : value,
          leaveOut: value === OUT,
        })
      }
    >
      <option value={FILE}>{chosen ? t('intoChosen', { account: chosen.name }) : t('intoFile')}</option>
      {fitting
        .filter(({ id }) => id !== chosen?.id)
        .map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      <option value={OUT}>{t('leaveOut')}</option>
    </Select>
  );
}
