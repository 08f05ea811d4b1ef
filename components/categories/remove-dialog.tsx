'use client';

import { useTranslations } from 'next-intl';
import { errorsOf } from '@/components/api/input-error';
import { request } from '@/components/api/request';
import { toast } from '@/components/ui/toast';
import { DialogForm } from './dialog-form';
import { RemoveCategory_Mutation, type Category } from './queries';
import { useSave } from './use-save';

interface RemoveDialogProps {
  open: boolean;
  category: Category;
  categories: readonly Category[];
  onClose: () => void;
}

export function RemoveDialog({ open, category, categories, onClose }: RemoveDialogProps) {
  const t = useTranslations('categories');
  const { save, pending } = useSave();
  const hasChildren = categories.some(({ parent }) => parent?.id === category.id);

  const submit = async () => {
    const failure = await save(async () =>
      errorsOf((await request(RemoveCategory_Mutation, { id: category.id })).removeCategory),
    );
    if (failure) toast(failure, { tone: 'wrong' });
    if (failure !== null) return;
    toast(t('removed', { name: category.name }), { tone: 'success' });
    onClose();
  };

  return (
    <DialogForm
      open={open}
      onClose={onClose}
      title={t('removeTitle', { name: category.name })}
      submitLabel={t('removeSubmit')}
      danger
      pending={pending}
      onSubmit={() => void submit()}
    >
      <p>{t('removeDetail')}</p>
      {hasChildren && <p>{t('removeChildren')}</p>}
    </DialogForm>
  );
}
