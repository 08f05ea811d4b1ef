'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { errorsOf } from '@/components/api/input-error';
import { request } from '@/components/api/request';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import { DialogForm } from './dialog-form';
import { UpdateCategory_Mutation, type Category } from './queries';
import { useSave } from './use-save';

interface MoveDialogProps {
  open: boolean;
  category: Category;
  categories: readonly Category[];
  onClose: () => void;
}

/** Puts a category under another, or on the first level. */
export function MoveDialog({ open, category, categories, onClose }: MoveDialogProps) {
  const t = useTranslations('categories');
  const { save, pending } = useSave();
  const [parentId, setParentId] = useState(category.parent?.id ?? '');
  const [error, setError] = useState<string>();
  const parents = categories.filter(
    (other) =>
      other.kind === category.kind &&
      !other.parent &&
      other.id !== category.id &&
      (!other.archived || other.id === category.parent?.id),
  );

  const submit = async () => {
    const failure = await save(async () =>
      errorsOf(
        (await request(UpdateCategory_Mutation, { id: category.id, input: { parentId: parentId || null } }))
          .updateCategory,
      ),
    );
    if (failure === null) onClose();
    else setError(failure || undefined);
  };

  return (
    <DialogForm
      open={open}
      onClose={onClose}
      title={t('moveTitle', { name: category.name })}
      description={t('moveDetail')}
      submitLabel={t('moveSubmit')}
      pending={pending}
      onSubmit={() => void submit()}
    >
      <Field label={t('parent')} error={error}>
        <Select value={parentId} onChange={({ target }) => setParentId(target.value)}>
          <option value="">{t('firstLevel')}</option>
          {parents.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
    </DialogForm>
  );
}
