'use client';

import { useTranslations } from 'next-intl';
import { useMemo, useState } from 'react';
import { CurrencyInput } from '@/components/accounts/currency-input';
import { errorsOf } from '@/components/api/input-error';
import { request } from '@/components/api/request';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Combobox } from '@/components/ui/combobox';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { UpdateHousehold_Mutation, type Household } from './queries';
import { timeZoneOptions } from './time-zone-options';
import { useSaving } from './use-saving';

export function HouseholdSection({ household }: { household: Household }) {
  const t = useTranslations('settings');
  const { save, pending, textAt } = useSaving();
  const current = household.pendingBaseCurrency ?? household.baseCurrency;
  const [name, setName] = useState(household.name);
  const [baseCurrency, setBaseCurrency] = useState(current);
  const [timeZone, setTimeZone] = useState(household.timeZone);
  const zones = useMemo(() => timeZoneOptions(household.timeZone), [household.timeZone]);

  // Even the same currency, sent again, would have everything recalculated.
  const input = { name, timeZone, ...(baseCurrency !== current && { baseCurrency }) };
  const submit = () =>
    save(
      async () => errorsOf((await request(UpdateHousehold_Mutation, { input })).updateHousehold),
      t('householdSaved'),
    );

  return (
    <Card title={t('household')}>
      <form
        noValidate
        className="grid gap-5 sm:grid-cols-2"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Field label={t('householdName')} error={textAt('name')} required className="sm:col-span-2">
          <Input value={name} maxLength={100} onChange={({ target }) => setName(target.value)} />
        </Field>
        <Field
          label={t('baseCurrency')}
          error={textAt('baseCurrency')}
          hint={
            household.pendingBaseCurrency
              ? t('baseCurrencyPending', { from: household.baseCurrency, to: household.pendingBaseCurrency })
              : t('baseCurrencyHint')
          }
          required
        >
          <CurrencyInput label={t('baseCurrency')} value={baseCurrency} onValueChange={setBaseCurrency} />
        </Field>
        <Field label={t('timeZone')} error={textAt('timeZone')} hint={t('timeZoneHint')} required>
          <Combobox
            label={t('timeZone')}
            options={zones}
            value={timeZone}
            onValueChange={setTimeZone}
            required
          />
        </Field>
        <div className="sm:col-span-2">
          <Button type="submit" pending={pending}>
            {t('saveHousehold')}
          </Button>
        </div>
      </form>
    </Card>
  );
}
