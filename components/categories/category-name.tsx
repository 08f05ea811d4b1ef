'use client';

import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { errorsOf } from '@/components/api/input-error';
import { request } from '@/components/api/request';
import { cn } from '@/components/ui/cn';
import { Input } from '@/components/ui/input';
import { UpdateCategory_Mutation, type Category } from './queries';
import { useSave } from './use-save';

interface CategoryNameProps {
  category: Category;
  editing: boolean;
  onEditingChange: (editing: boolean) => void;
}

/** A name that is changed where it stands: Enter or leaving the field saves it, Escape keeps the old one. */
export function CategoryName({ category, editing, onEditingChange }: CategoryNameProps) {
  const t = useTranslations('categories');
  const { save, pending } = useSave();
  const [draft, setDraft] = useState(category.name);
  const [error, setError] = useState<string | null>(null);
  // Whether the field was left by a key: the focus then belongs on the name, which takes the field's place.
  const leftByKey = useRef(false);

  const stop = () => {
    setError(null);
    onEditingChange(false);
  };
  const submit = async () => {
    const name = draft.trim();
    if (pending) return;
    if (name === '' || name === category.name) {
      setDraft(category.name);
      stop();
      return;
    }
    const failure = await save(async () =>
      errorsOf((await request(UpdateCategory_Mutation, { id: category.id, input: { name } })).updateCategory),
    );
    setError(failure);
    if (failure === null) onEditingChange(false);
  };

  if (!editing) {
    return (
      <button
        ref={(button) => {
          if (button && leftByKey.current) button.focus();
          leftByKey.current = false;
        }}
        type="button"
        aria-label={t('renameOf', { name: category.name })}
        title={t('rename')}
        onClick={() => {
          setDraft(category.name);
          onEditingChange(true);
        }}
        className={cn(
          '-ml-2 min-w-0 truncate rounded-sm px-2 py-1 text-left hover:bg-grey-4',
          !category.parent && 'font-medium',
          category.archived && 'text-muted',
        )}
      >
        {category.name}
      </button>
    );
  }
  return (
    <span className="-ml-2 grid min-w-0 flex-1 gap-1">
      <Input
        autoFocus
        aria-label={t('renameOf', { name: category.name })}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? `${category.id}-error` : undefined}
        value={draft}
        maxLength={60}
        onFocus={(event) => event.target.select()}
        onChange={({ target }) => setDraft(target.value)}
        onBlur={() => void submit()}
        onKeyDown={(event) => {
          leftByKey.current = event.key === 'Enter' || event.key === 'Escape';
          if (event.key === 'Enter') void submit();
          if (event.key === 'Escape') {
            setDraft(category.name);
            stop();
          }
        }}
        className="h-8 px-2"
      />
      {error && (
        <span id={`${category.id}-error`} role="alert" className="text-12 text-wrong">
          {error}
        </span>
      )}
    </span>
  );
}
