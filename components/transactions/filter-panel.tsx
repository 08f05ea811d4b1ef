'use client';

import { useTranslations } from 'next-intl';
import { useState, type ReactNode } from 'react';
import { AmountInput } from '@/components/money/amount-input';
import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/checkbox';
import { Combobox } from '@/components/ui/combobox';
import { DateInput } from '@/components/ui/date-input';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import { categoryOptions } from './choices';
import type { Choices } from './queries';
import { kinds, noFilters, orders, statuses, type ListFilters } from './filter';

export const kindNames = { EXPENSE: 'kindExpense', INCOME: 'kindIncome', TRANSFER: 'kindTransfer' } as const;
export const statusNames = { PENDING: 'statusPending', CLEARED: 'statusCleared', RECONCILED: 'statusReconciled' } as const;
export const orderNames = { DATE_DESC: 'orderNewest', DATE_ASC: 'orderOldest', AMOUNT_ASC: 'orderExpenses', AMOUNT_DESC: 'orderIncome' } as const;

interface FilterPanelProps {
  filters: ListFilters;
  choices: Choices;
  onChange: (filters: ListFilters) => void;
  onDone: () => void;
}

/** All filters of the list. Each takes effect at once: the list behind shows what it does. */
export function FilterPanel({ filters: applied, choices, onChange, onDone }: FilterPanelProps) {
  const t = useTranslations('transactions');
  // The panel keeps what is being typed: an unfinished date or amount filters nothing yet.
  const [filters, setFilters] = useState(applied);
  const set = (patch: Partial<ListFilters>) => {
    const next = { ...filters, ...patch };
    setFilters(next);
    onChange(next);
  };
  const { today, baseCurrency } = choices.household;

  return (
    <div className="grid w-full gap-4 sm:w-[26rem]">
      <Row>
        <Field label={t('kind')}>
          <Select value={filters.kinds[0] ?? ''} onChange={(event) => set({ kinds: kinds.filter((kind) => kind === event.target.value) })}>
            <option value="">{t('anyKind')}</option>
            {kinds.map((kind) => (
              <option key={kind} value={kind}>
                {t(kindNames[kind])}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={t('status')}>
          <Select value={filters.statuses[0] ?? ''} onChange={(event) => set({ statuses: statuses.filter((status) => status === event.target.value) })}>
            <option value="">{t('anyStatus')}</option>
            {statuses.map((status) => (
              <option key={status} value={status}>
                {t(statusNames[status])}
              </option>
            ))}
          </Select>
        </Field>
      </Row>
      <Row>
        <Field label={t('account')}>
          <Select value={filters.accounts[0] ?? ''} onChange={(event) => set({ accounts: event.target.value ? [event.target.value] : [] })}>
            <option value="">{t('anyAccount')}</option>
            {choices.accounts.map((account) => (
              <option key={account.id} value={account.id}>
                {account.name}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={t('category')}>
          <Combobox
            label={t('category')}
            options={categoryOptions(choices, 'EXPENSE')}
            value={filters.categories[0] ?? ''}
            onValueChange={(id) => set({ categories: id ? [id] : [], uncategorized: false })}
            placeholder={t('any')}
          />
        </Field>
      </Row>
      <Checkbox label={t('uncategorized')} checked={filters.uncategorized} onChange={(event) => set({ uncategorized: event.target.checked, ...(event.target.checked && { categories: [] }) })} />
      <Row>
        <Field label={t('from')}>
          <DateInput value={filters.from} onValueChange={(from) => set({ from })} today={today} />
        </Field>
        <Field label={t('to')}>
          <DateInput value={filters.to} onValueChange={(to) => set({ to })} today={today} />
        </Field>
      </Row>
      <Row>
        <Field label={t('minAmount')}>
          <AmountInput value={filters.min} onValueChange={(min) => set({ min: min.replace('-', '') })} currency={baseCurrency} />
        </Field>
        <Field label={t('maxAmount')}>
          <AmountInput value={filters.max} onValueChange={(max) => set({ max: max.replace('-', '') })} currency={baseCurrency} />
        </Field>
      </Row>
      <Field label={t('order')}>
        <Select value={filters.order} onChange={(event) => set({ order: orders.find((order) => order === event.target.value) ?? noFilters.order })}>
          {orders.map((order) => (
            <option key={order} value={order}>
              {t(orderNames[order])}
            </option>
          ))}
        </Select>
      </Field>
      <div className="flex justify-end gap-2">
        <Button variant="ghost" onClick={() => set({ ...noFilters, text: filters.text })}>
          {t('clearFilters')}
        </Button>
        <Button variant="primary" onClick={onDone}>
          {t('showList')}
        </Button>
      </div>
    </div>
  );
}

function Row({ children }: { children: ReactNode }) {
  return <div className="grid grid-cols-2 gap-3">{children}</div>;
}
