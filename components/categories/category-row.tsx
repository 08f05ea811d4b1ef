'use client';

import {
  Archive,
  ArchiveRestore,
  FolderInput,
  Merge,
  MoreHorizontal,
  Palette,
  Pencil,
  Plus,
  Trash2,
} from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { errorsOf } from '@/components/api/input-error';
import { request } from '@/components/api/request';
import { Badge, CategoryDot } from '@/components/ui/badge';
import { categoryColor } from '@/components/ui/category-color';
import { cn } from '@/components/ui/cn';
import { IconButton } from '@/components/ui/icon-button';
import { Menu, type MenuItem } from '@/components/ui/menu';
import { toast } from '@/components/ui/toast';
import type { CategoryQuestion } from './category-dialogs';
import { CategoryName } from './category-name';
import { UpdateCategory_Mutation, type Category } from './queries';
import { useSave } from './use-save';

interface CategoryRowProps {
  category: Category;
  hasChildren: boolean;
  onAsk: (question: CategoryQuestion) => void;
}

export function CategoryRow({ category, hasChildren, onAsk }: CategoryRowProps) {
  const t = useTranslations('categories');
  const [editing, setEditing] = useState(false);
  const { save } = useSave();
  const isChild = Boolean(category.parent);

  const archive = async (archived: boolean) => {
    const failure = await save(async () =>
      errorsOf(
        (await request(UpdateCategory_Mutation, { id: category.id, input: { archived } })).updateCategory,
      ),
    );
    if (failure) toast(failure, { tone: 'wrong' });
    else if (failure === null && archived)
      toast(t('archivedToast', { name: category.name }), { undo: () => archive(false) });
  };
  const items: MenuItem[] = [
    ...(isChild || category.archived
      ? []
      : [{ label: t('addSub'), icon: <Plus />, onSelect: () => onAsk({ kind: 'add', parent: category }) }]),
    { label: t('rename'), icon: <Pencil />, onSelect: () => setEditing(true) },
    ...(isChild
      ? []
      : [{ label: t('recolor'), icon: <Palette />, onSelect: () => onAsk({ kind: 'color', category }) }]),
    {
      label: t('move'),
      icon: <FolderInput />,
      disabled: hasChildren,
      onSelect: () => onAsk({ kind: 'move', category }),
    },
    { label: t('merge'), icon: <Merge />, onSelect: () => onAsk({ kind: 'merge', category }) },
    category.archived
      ? { label: t('unarchive'), icon: <ArchiveRestore />, onSelect: () => void archive(false) }
      : { label: t('archive'), icon: <Archive />, onSelect: () => void archive(true) },
    { kind: 'separator' },
    {
      label: t('remove'),
      icon: <Trash2 />,
      danger: true,
      onSelect: () => onAsk({ kind: 'remove', category }),
    },
  ];
  return (
    <div
      className={cn(
        'flex min-h-11 items-center gap-3 px-4 hover:bg-grey-2 sm:px-6 pointer-coarse:min-h-12',
        isChild && 'pl-10 sm:pl-12',
      )}
    >
      <CategoryDot color={categoryColor(category.color)} className={isChild ? 'opacity-70' : 'size-2.5'} />
      <div className="flex min-w-0 flex-1 items-center gap-2 py-1">
        <CategoryName category={category} editing={editing} onEditingChange={setEditing} />
        {category.archived && <Badge>{t('archived')}</Badge>}
      </div>
      <Menu
        align="end"
        items={items}
        trigger={
          <IconButton label={t('actionsFor', { name: category.name })}>
            <MoreHorizontal aria-hidden />
          </IconButton>
        }
      />
    </div>
  );
}
