'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { errorsOf } from '@/components/api/input-error';
import { request } from '@/components/api/request';
import { toast } from '@/components/ui/toast';
import { ColorPicker } from './color-picker';
import { DialogForm } from './dialog-form';
import { UpdateCategory_Mutation, type Category } from './queries';
import { useSave } from './use-save';

export function ColorDialog({
  open,
  category,
  onClose,
}: {
  open: boolean;
  category: Category;
  onClose: () => void;
}) {
  const t = useTranslations('categories');
  const { save, pending } = useSave();
  const [color, setColor] = useState(category.color);

  const submit = async () => {
    const failure = await save(async () =>
      errorsOf(
        (await request(UpdateCategory_Mutation, { id: category.id, input: { color } })).updateCategory,
      ),
    );
    if (failure) toast(failure, { tone: 'wrong' });
    else if (failure === null) onClose();
  };

  return (
    <DialogForm
      open={open}
      onClose={onClose}
      title={t('colorTitle', { name: category.name })}
      description={t('colorDetail')}
      submitLabel={t('colorSubmit')}
      pending={pending}
      onSubmit={() => void submit()}
    >
      <ColorPicker value={color} onValueChange={setColor} />
    </DialogForm>
  );
}
