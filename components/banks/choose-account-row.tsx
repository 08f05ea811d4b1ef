'use client';

import { useTranslations } from 'next-intl';
import { DateInput } from '@/components/ui/date-input';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import { NEW, NONE, type Choice } from './account-choice';
import type { ConnectedAccount, HouseholdAccount } from './queries';

export interface RowErrors {
  target?: string;
  firstDay?: string;
}

interface ChooseAccountRowProps {
  offered: ConnectedAccount;
  /** The household's accounts that it may go into. */
  fitting: readonly HouseholdAccount[];
  choice: Choice;
  errors: RowErrors | undefined;
  today: string;
  onChange: (choice: Choice) => void;
}

/** One account of the bank: where it goes, and from which day on. */
export function ChooseAccountRow({
  offered: { name, number, currency },
  fitting,
  choice,
  errors,
  today,
  onChange,
}: ChooseAccountRowProps) {
  const t = useTranslations('connections');
  return (
    <fieldset className="grid gap-x-6 gap-y-3 border-b border-line py-4 md:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_11rem]">
      <legend className="sr-only">
        {name} · {currency}
      </legend>
      <div aria-hidden className="min-w-0 self-center">
        <p className="font-medium">
          {name} · {currency}
        </p>
        {number && <p className="truncate text-12 text-muted tabular-nums">{number}</p>}
      </div>
      <Field label={t('target')} error={errors?.target}>
        <Select
          value={choice.target}
          onChange={({ target }) => onChange({ ...choice, target: target.value })}
        >
          <option value={NEW}>{t('targetNew')}</option>
          {fitting.length > 0 && (
            <optgroup label={t('targetExisting', { currency })}>
              {fitting.map((account) => (
                <option key={account.id} value={account.id}>
                  {account.name}
                </option>
              ))}
            </optgroup>
          )}
          <option value={NONE}>{t('targetNone')}</option>
        </Select>
      </Field>
      {choice.target !== NONE && (
        <Field label={t('firstDay')} error={errors?.firstDay}>
          <DateInput
            value={choice.firstDay}
            onValueChange={(firstDay) => onChange({ ...choice, firstDay })}
            today={today}
          />
        </Field>
      )}
    </fieldset>
  );
}
