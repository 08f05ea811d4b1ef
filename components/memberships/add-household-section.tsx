'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { errorsOf } from '@/components/api/input-error';
import { request } from '@/components/api/request';
import { useSaving } from '@/components/settings/use-saving';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { AddHousehold_Mutation } from './queries';

/**
 * Another household beside this one: a cottage, a parent's money. Its currency can be chosen in its settings.
 */
export function AddHouseholdSection() {
  const t = useTranslations('people');
  const { save, pending, textAt } = useSaving();
  const [name, setName] = useState('');
  const add = async () => {
    if (
      await save(
        async () => errorsOf((await request(AddHousehold_Mutation, { input: { name } })).addHousehold),
        t('householdAdded', { household: name }),
      )
    )
      location.assign('/');
  };
  return (
    <Card title={t('anotherHousehold')}>
      <form
        noValidate
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void add();
        }}
      >
        <Field label={t('householdName')} hint={t('anotherHouseholdHint')} error={textAt('name')} required>
          <Input
            value={name}
            maxLength={100}
            autoComplete="off"
            onChange={({ target }) => setName(target.value)}
          />
        </Field>
        <div>
          <Button type="submit" pending={pending}>
            {t('addHousehold')}
          </Button>
        </div>
      </form>
    </Card>
  );
}
