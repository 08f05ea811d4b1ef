'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useMemo, useRef, type RefObject } from 'react';
import { Combobox } from '@/components/ui/combobox';
import { categoryOptions } from './choices';
import type { Choices } from './queries';
import type { ListRow } from './queries';
import type { RowActions } from './transaction-row';

interface InlineCategoryProps {
  row: ListRow;
  choices: Choices;
  actions: RefObject<RowActions>;
}

/** Chooses a row's category in its place. Escape and leaving change nothing. */
export function InlineCategory({ row, choices, actions }: InlineCategoryProps) {
  const t = useTranslations('transactions');
  const box = useRef<HTMLSpanElement>(null);
  const kind = row.amount.amount.startsWith('-') ? 'EXPENSE' : 'INCOME';
  const options = useMemo(
    () => categoryOptions(choices, kind, row.category?.id),
    [choices, kind, row.category?.id],
  );

  useEffect(() => {
    const input = box.current?.querySelector('input');
    input?.focus();
    // Who asked for the editor wants to see the list, not to ask for it again.
    input?.click();
  }, []);

  return (
    <span ref={box} className="block" onClick={(event) => event.stopPropagation()}>
      <Combobox
        aria-label={t('category')}
        label={t('category')}
        options={options}
        value={row.category?.id ?? ''}
        placeholder={t('uncategorized')}
        onValueChange={(id) => actions.current.setCategory(row, id || null)}
        onBlur={() => actions.current.stopEditing()}
        onKeyDown={(event) => {
          if (event.key === 'Escape' || (event.key === 'Enter' && !event.defaultPrevented))
            actions.current.stopEditing();
        }}
        className="h-8"
      />
    </span>
  );
}
