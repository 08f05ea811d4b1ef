'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Combobox } from '@/components/ui/combobox';
import { Field } from '@/components/ui/field';
import { DialogForm } from './dialog-form';
import type { Category } from './queries';
import { categoryChoices } from './tree';
import { useRemove } from './use-remove';

interface MergeDialogProps {
  open: boolean;
  category: Category;
  categories: readonly Category[];
  onClose: () => void;
}

/** Hands a category's transactions and subcategories to another one and removes it. */
export function MergeDialog({ open, category, categories, onClose }: MergeDialogProps) {
  const t = useTranslations('categories');
  const { remove, pending, hasChildren } = useRemove(category, categories);
  const [into, setInto] = useState('');
  const [error, setError] = useState<string>();
  const target = categories.find(({ id }) => id === into);
  const isOffered = ({ id, kind, archived }: Category) =>
    kind === category.kind && id !== category.id && !archived;
  const options = categoryChoices(categories).filter(({ value }) =>
    categories.some((other) => other.id === value && isOffered(other)),
  );

  const submit = async () => {
    if (!target) {
      setError(t('mergeMissing'));
      return;
    }
    const failure = await remove(target);
    if (failure === null) onClose();
    else setError(failure || undefined);
  };

  return (
    <DialogForm
      open={open}
      onClose={onClose}
      title={t('mergeTitle', { name: category.name })}
      description={t('mergeDetail', { name: category.name })}
      submitLabel={t('mergeSubmit')}
      danger
      pending={pending}
      onSubmit={() => void submit()}
    >
      <Field label={t('mergeInto')} error={error} required>
        <Combobox label={t('mergeInto')} options={options} value={into} onValueChange={setInto} required />
      </Field>
      {hasChildren && target && (
        <p>{target.parent ? t('removeChildren') : t('mergeChildren', { into: target.name })}</p>
      )}
    </DialogForm>
  );
}
