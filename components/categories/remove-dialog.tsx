'use client';

import { useTranslations } from 'next-intl';
import { toast } from '@/components/ui/toast';
import { DialogForm } from './dialog-form';
import type { Category } from './queries';
import { useRemove } from './use-remove';

interface RemoveDialogProps {
  open: boolean;
  category: Category;
  categories: readonly Category[];
  onClose: () => void;
}

export function RemoveDialog({ open, category, categories, onClose }: RemoveDialogProps) {
  const t = useTranslations('categories');
  const { remove, pending, hasChildren } = useRemove(category, categories);

  const submit = async () => {
    const failure = await remove(null);
    if (failure) toast(failure, { tone: 'wrong' });
    if (failure === null) onClose();
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
