'use client';

import { useLocale, useTranslations } from 'next-intl';
import { formatMoney } from '@/components/money/format';
import { formatDate } from '@/components/ui/format-date';
import type { Choices } from './queries';
import { FilterChip } from './filter-chip';
import { noFilters, type ListFilters } from './filter';
import { kindNames, orderNames, statusNames } from './filter-panel';

interface Chip {
  key: string;
  name: string;
  without: Partial<ListFilters>;
}

/** What the list is filtered by, each to be removed with one click. */
export function FilterChips({
  filters,
  choices,
  onChange,
}: {
  filters: ListFilters;
  choices: Choices;
  onChange: (filters: ListFilters) => void;
}) {
  const t = useTranslations('transactions');
  const chips = useChips(filters, choices);
  if (chips.length === 0) return null;
  return (
    <ul aria-label={t('filter')} className="mb-3 flex flex-wrap gap-1.5">
      {chips.map(({ key, name, without }) => (
        <li key={key} className="min-w-0">
          <FilterChip name={name} onRemove={() => onChange({ ...filters, ...without })} />
        </li>
      ))}
      {chips.length > 1 && (
        <li>
          <button
            type="button"
            onClick={() => onChange({ ...noFilters, text: filters.text })}
            className="h-7 rounded-full px-2.5 text-12 font-medium text-muted hover:text-ink pointer-coarse:h-9"
          >
            {t('clearFilters')}
          </button>
        </li>
      )}
    </ul>
  );
}

function useChips(filters: ListFilters, { accounts, categories }: Choices): Chip[] {
  const t = useTranslations('transactions');
  const locale = useLocale();
  const date = (day: string) => formatDate(day, locale, 'medium');
  const money = (amount: string) => formatMoney(amount, { locale });
  const chips: Chip[] = [];
  const add = (key: string, name: string, without: Partial<ListFilters>) =>
    chips.push({ key, name, without });

  for (const id of filters.accounts)
    add(id, accounts.find((account) => account.id === id)?.name ?? t('gone'), {
      accounts: filters.accounts.filter((other) => other !== id),
    });
  for (const id of filters.categories)
    add(id, categories.find((category) => category.id === id)?.name ?? t('gone'), {
      categories: filters.categories.filter((other) => other !== id),
    });
  if (filters.uncategorized) add('uncategorized', t('uncategorized'), { uncategorized: false });
  for (const kind of filters.kinds)
    add(kind, t(kindNames[kind]), { kinds: filters.kinds.filter((other) => other !== kind) });
  for (const status of filters.statuses)
    add(status, t(statusNames[status]), { statuses: filters.statuses.filter((other) => other !== status) });
  if (filters.from) add('from', t('fromDate', { date: date(filters.from) }), { from: '' });
  if (filters.to) add('to', t('toDate', { date: date(filters.to) }), { to: '' });
  if (filters.min) add('min', t('min', { amount: money(filters.min) }), { min: '' });
  if (filters.max) add('max', t('max', { amount: money(filters.max) }), { max: '' });
  if (filters.importId) add('import', t('ofImport'), { importId: '' });
  if (filters.order !== noFilters.order)
    add('order', t(orderNames[filters.order]), { order: noFilters.order });
  return chips;
}
