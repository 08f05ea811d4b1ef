'use client';

import { useLocale, useTranslations } from 'next-intl';
import Link from 'next/link';
import { useId, type ReactNode } from 'react';
import { formatMoney } from '@/components/money/format';
import { Button } from '@/components/ui/button';
import { formatDate } from '@/components/ui/format-date';
import { toPatch, valueOf, type BankValue, type EditedValues } from './bank-values';
import { statusNames } from './filter-panel';
import type { TransactionOrigin } from './queries';

const fieldNames = {
  PAYEE: 'payee',
  DESCRIPTION: 'description',
  AMOUNT: 'amount',
  DATE: 'date',
  STATUS: 'status',
} as const;
const details = [
  'counterpartyAccount',
  'variableSymbol',
  'constantSymbol',
  'specificSymbol',
  'bankId',
] as const;

interface OriginSectionProps {
  origin: TransactionOrigin;
  currency: string;
  bankValues: readonly BankValue[];
  /** As the row had them when its sheet opened. */
  initial: EditedValues;
  values: EditedValues;
  onUse: (patch: Partial<EditedValues>) => void;
}

/**
 * Who recorded a transaction, what the bank told besides, and where a person has said otherwise, with the way
 * back to the bank's word.
 */
export function OriginSection({ origin, currency, bankValues, initial, values, onUse }: OriginSectionProps) {
  const t = useTranslations('transactions');
  const tc = useTranslations('common');
  const id = useId();
  const textOf = useBankText(currency);
  const { bankConnection } = origin.account;
  const known = details.flatMap((name) =>
    origin.bankDetails?.[name] ? [{ name, text: origin.bankDetails[name] }] : [],
  );
  const byRule = origin.provenance.some(({ field, source }) => field === 'CATEGORY' && source === 'RULE');
  return (
    <section aria-labelledby={id} className="grid gap-3 border-t border-line pt-4">
      <h3 id={id} className="text-14 font-semibold">
        {t('origin.title')}
      </h3>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1.5 text-12">
        <Fact label={t('origin.from')}>
          {origin.origin === 'FILE' && t('origin.file')}
          {origin.origin === 'BANK' &&
            (bankConnection ? (
              <Link
                href={`/connections/${bankConnection.id}`}
                className="rounded-sm font-medium text-accent hover:underline"
              >
                {t(`origin.banks.${bankConnection.provider}`)}
              </Link>
            ) : (
              t('origin.bank')
            ))}
        </Fact>
        {known.map(({ name, text }) => (
          <Fact key={name} label={t(`origin.${name}`)}>
            {text}
          </Fact>
        ))}
        {byRule && <Fact label={t('category')}>{t('origin.byRule')}</Fact>}
      </dl>
      {bankValues.length > 0 && (
        <ul className="grid gap-2">
          {bankValues.map((entry) => {
            const { field, source, bankValue } = entry;
            const isBanks = valueOf(values, field) === bankValue;
            const label =
              fieldNames[field] === 'amount'
                ? tc('amount')
                : fieldNames[field] === 'date'
                  ? tc('date')
                  : t(fieldNames[field]);
            return (
              <li key={field} className="flex items-center gap-3 rounded-md bg-grey-3 py-2 pr-2 pl-3">
                <span className="grid min-w-0 flex-1">
                  <span className="text-12 text-muted">
                    {t(source === 'RULE' ? 'origin.ruleOver' : 'origin.yoursOver', { field: label })}
                  </span>
                  <span className="wrap-anywhere tabular-nums">{textOf(entry)}</span>
                </span>
                <Button
                  size="sm"
                  aria-label={t(isBanks ? 'origin.keepOwnOf' : 'origin.useBanksOf', { field: label })}
                  onClick={() => onUse(toPatch(field, isBanks ? valueOf(initial, field) : bankValue))}
                >
                  {t(isBanks ? 'origin.keepOwn' : 'origin.useBanks')}
                </Button>
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{label}</dt>
      <dd className="wrap-anywhere tabular-nums">{children}</dd>
    </>
  );
}

/** What the bank says of a field, for a person. */
export function useBankText(currency: string): (value: BankValue) => string {
  const t = useTranslations('transactions');
  const locale = useLocale();
  return ({ field, bankValue }) => {
    if (field === 'AMOUNT') return formatMoney(bankValue, { locale, currency });
    if (field === 'DATE') return formatDate(bankValue, locale);
    if (field === 'STATUS')
      return bankValue in statusNames ? t(statusNames[bankValue as keyof typeof statusNames]) : bankValue;
    return bankValue;
  };
}
