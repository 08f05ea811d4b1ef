'use client';

import { useLocale } from 'next-intl';
import { useMemo, type ComponentProps } from 'react';
import { Combobox } from '@/components/ui/combobox';
import { intlLocale } from '@/components/ui/intl-locale';
import { listCurrencyCodes } from '@/lib/core/money/currency';

/** What most households here count in comes first; the rest follows by code. */
const first = ['CZK', 'EUR', 'USD', 'GBP', 'PLN', 'HUF', 'CHF'];

/** Picks a currency by its code or its name. */
export function CurrencyInput(props: Omit<ComponentProps<typeof Combobox>, 'options' | 'required'>) {
  const locale = useLocale();
  const options = useMemo(() => {
    const names = new Intl.DisplayNames(intlLocale(locale), { type: 'currency' });
    const codes = [...first, ...listCurrencyCodes().filter((code) => !first.includes(code))];
    return codes.map((code) => ({ value: code, label: `${code} · ${names.of(code) ?? ''}` }));
  }, [locale]);
  return <Combobox {...props} options={options} required autoComplete="off" />;
}
