'use client';

import { useTranslations } from 'next-intl';
import { useState, type ReactNode } from 'react';
import { AmountInput } from '@/components/money/amount-input';
import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/checkbox';
import { DateInput } from '@/components/ui/date-input';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import { categoryOptions } from './choices';
import type { Choices } from './queries';
import { kinds, noFilters, orders, statuses, type ListFilters } from './filter';
import { PickSeveral } from './pick-several';

export const kindNames = { EXPENSE: 'kindExpense', INCOME: 'kindIncome', TRANSFER: 'kindTransfer' } as const;
export const statusNames = {
  PENDING: 'statusPending',
  CLEARED: 'statusCleared',
  RECONCILED: 'statusReconciled',
} as const;
export const orderNames = {
  DATE_DESC: 'orderNewest',
  DATE_ASC: 'orderOldest',
  AMOUNT_ASC: 'orderExpenses',
  AMOUNT_DESC: 'orderIncome',
} as const;

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
        <Several
          label={t('kind')}
          names={kinds.map((kind) => [kind, t(kindNames[kind])] as const)}
          values={filters.kinds}
          onValuesChange={(kinds) => set({ kinds })}
        />
        <Several
          label={t('status')}
          names={statuses.map((status) => [status, t(statusNames[status])] as const)}
          values={filters.statuses}
          onValuesChange={(statuses) => set({ statuses })}
        />
      </Row>
      <Row>
        <PickSeveral
          label={t('account')}
          any={t('anyAccount')}
          options={choices.accounts.map(({ id, name }) => ({ value: id, label: name }))}
          values={filters.accounts}
          onValuesChange={(accounts) => set({ accounts })}
        />
        <PickSeveral
          label={t('category')}
          any={t('any')}
          options={categoryOptions(choices, 'EXPENSE')}
          values={filters.categories}
          onValuesChange={(categories) => set({ categories, uncategorized: false })}
        />
      </Row>
      <Checkbox
        label={t('uncategorized')}
        checked={filters.uncategorized}
        onChange={(event) =>
          set({ uncategorized: event.target.checked, ...(event.target.checked && { categories: [] }) })
        }
      />
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
          <AmountInput
            value={filters.min}
            onValueChange={(min) => set({ min: min.replace('-', '') })}
            currency={baseCurrency}
          />
        </Field>
        <Field label={t('maxAmount')}>
          <AmountInput
            value={filters.max}
            onValueChange={(max) => set({ max: max.replace('-', '') })}
            currency={baseCurrency}
          />
        </Field>
      </Row>
      <Field label={t('order')}>
        <Select
          value={filters.order}
          onChange={(event) =>
            set({ order: orders.find((order) => order === event.target.value) ?? noFilters.order })
          }
        >
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

interface SeveralProps<T extends string> {
  label: string;
  names: readonly (readonly [value: T, name: string])[];
  values: readonly T[];
  onValuesChange: (values: readonly T[]) => void;
}

/** Any of a few; none ticked lets all through. */
function Several<T extends string>({ label, names, values, onValuesChange }: SeveralProps<T>) {
  return (
    <fieldset className="grid content-start gap-1">
      <legend className="mb-1.5 text-14 font-medium">{label}</legend>
      {names.map(([value, name]) => (
        <Checkbox
          key={value}
          label={name}
          checked={values.includes(value)}
          onChange={(event) =>
            onValuesChange(
              event.target.checked ? [...values, value] : values.filter((other) => other !== value),
            )
          }
          className="min-h-7 pointer-coarse:min-h-10"
        />
      ))}
    </fieldset>
  );
}
