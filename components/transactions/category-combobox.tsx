'use client';

import { useTranslations } from 'next-intl';
import { useMemo, useState } from 'react';
import { errorsOf, failureText, inputErrorText } from '@/components/api/input-error';
import { request } from '@/components/api/request';
import { Combobox } from '@/components/ui/combobox';
import { toast } from '@/components/ui/toast';
import { fold } from '@/components/ui/use-listbox';
import type { CategoryKind } from '@/graphql/__generated__/client/graphql';
import { categoryOptions, refreshChoices } from './choices';
import { AddCategory_Mutation, type Choices } from './queries';

interface CategoryComboboxProps {
  kind: CategoryKind;
  choices: Choices;
  value: string;
  onValueChange: (id: string) => void;
}

const CREATE = 'create:';

/** Chooses a category, or makes the one that was typed and is not there yet. For use inside a <Field>. */
export function CategoryCombobox({ kind, choices, value, onValueChange }: CategoryComboboxProps) {
  const t = useTranslations('transactions');
  const te = useTranslations('errors');
  const [typed, setTyped] = useState('');
  const options = useMemo(() => {
    const known = categoryOptions(choices, kind, value);
    const name = typed.trim();
    const isNew = name !== '' && !known.some(({ label }) => fold(label).includes(fold(name)));
    return isNew ? [{ value: CREATE + name, label: t('createCategory', { name }) }] : known;
  }, [choices, kind, value, typed, t]);

  const create = async (name: string) => {
    try {
      const { addCategory } = await request(AddCategory_Mutation, { input: { name, kind } });
      const [error] = errorsOf(addCategory);
      if (error) toast(inputErrorText(te, error), { tone: 'wrong' });
      const { category } = addCategory;
      if (!category) return;
      await refreshChoices();
      onValueChange(category.id);
    } catch (failure) {
      toast(failureText(te, failure), { tone: 'wrong' });
    }
  };

  return (
    <Combobox
      label={t('category')}
      options={options}
      value={value}
      placeholder={t('uncategorized')}
      onInput={(event) => setTyped(event.currentTarget.value)}
      onValueChange={(picked) => {
        setTyped('');
        if (picked.startsWith(CREATE)) void create(picked.slice(CREATE.length));
        else onValueChange(picked);
      }}
    />
  );
}
