'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { errorsOf } from '@/components/api/input-error';
import { request } from '@/components/api/request';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Segmented } from '@/components/ui/segmented';
import { ColorPicker } from './color-picker';
import { DialogForm } from './dialog-form';
import { AddCategory_Mutation, type Category } from './queries';
import { useSave } from './use-save';

interface AddDialogProps {
  open: boolean;
  /** The category it will be part of; null for one of the first level. */
  parent: Category | null;
  categories: readonly Category[];
  onClose: () => void;
}

/** The colour that the fewest categories have. */
function leastUsedColor(categories: readonly Category[]): number {
  const count = (color: number) =>
    categories.filter((category) => !category.parent && category.color === color).length;
  return Array.from({ length: 12 }, (_, index) => index + 1).reduce((best, color) =>
    count(color) < count(best) ? color : best,
  );
}

export function AddDialog({ open, parent, categories, onClose }: AddDialogProps) {
  const t = useTranslations('categories');
  const tErrors = useTranslations('errors');
  const { save, pending } = useSave();
  const [name, setName] = useState('');
  const [kind, setKind] = useState<Category['kind']>(parent?.kind ?? 'EXPENSE');
  const [color, setColor] = useState(() => leastUsedColor(categories));
  const [error, setError] = useState<string>();

  const submit = async () => {
    if (name.trim() === '') {
      setError(tErrors('required'));
      return;
    }
    const input = parent ? { name, kind: parent.kind, parentId: parent.id } : { name, kind, color };
    const failure = await save(async () =>
      errorsOf((await request(AddCategory_Mutation, { input })).addCategory),
    );
    if (failure === null) onClose();
    else setError(failure || undefined);
  };

  return (
    <DialogForm
      open={open}
      onClose={onClose}
      title={parent ? t('addSubTitle', { parent: parent.name }) : t('addTitle')}
      submitLabel={t('add')}
      pending={pending}
      onSubmit={() => void submit()}
    >
      <Field label={t('name')} error={error} required>
        <Input value={name} maxLength={60} onChange={({ target }) => setName(target.value)} />
      </Field>
      {!parent && (
        <>
          <Segmented
            label={t('kind')}
            options={[
              { value: 'EXPENSE', label: t('kinds.EXPENSE') },
              { value: 'INCOME', label: t('kinds.INCOME') },
            ]}
            value={kind}
            onValueChange={setKind}
          />
          <ColorPicker value={color} onValueChange={setColor} />
        </>
      )}
    </DialogForm>
  );
}
