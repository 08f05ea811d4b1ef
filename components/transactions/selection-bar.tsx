'use client';

import { Link2, Pencil, Trash2, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Amount } from '@/components/money/amount';
import { Button } from '@/components/ui/button';
import { IconButton } from '@/components/ui/icon-button';
import { addUp } from './sums';
import { mayBeTransfer, SELECTION_LIMIT, type Selected } from './use-selection';

interface SelectionBarProps {
  selected: ReadonlyMap<string, Selected>;
  /** How many match the filter. */
  total: number;
  onSelectAll: () => Promise<void>;
  onLink: () => Promise<void>;
  onEdit: () => void;
  onDelete: () => void;
  onClear: () => void;
}

/** What is selected, what it comes to, and what can be done with it. */
export function SelectionBar({
  selected,
  total,
  onSelectAll,
  onLink,
  onEdit,
  onDelete,
  onClear,
}: SelectionBarProps) {
  const t = useTranslations('transactions');
  const tc = useTranslations('common');
  const [isLinking, setIsLinking] = useState(false);
  const [isCounting, setIsCounting] = useState(false);
  const most = Math.min(total, SELECTION_LIMIT);
  return (
    <section
      aria-label={t('selection')}
      data-frame
      className="fixed inset-x-2 lg:inset-x-0 bottom-[calc(4rem+env(safe-area-inset-bottom))] z-20 mx-auto flex max-w-2xl flex-wrap items-center gap-x-4 gap-y-1 rounded-lg bg-card py-2 pr-2 pl-4 shadow-floating floating-in lg:bottom-4 lg:ml-[calc(var(--sidebar-width)+2rem)]"
    >
      <p role="status" className="flex flex-wrap items-baseline gap-x-3 font-medium">
        {tc('selected', { count: selected.size })}
        {addUp(selected.values()).map((sum) => (
          <Amount
            key={sum.currency}
            amount={sum.amount}
            currency={sum.currency}
            signed
            className="font-normal"
          />
        ))}
      </p>
      {selected.size < most && (
        <Button
          variant="ghost"
          size="sm"
          pending={isCounting}
          onClick={() => {
            setIsCounting(true);
            void onSelectAll().finally(() => setIsCounting(false));
          }}
        >
          {isCounting ? tc('loading') : t('selectAll', { count: most })}
        </Button>
      )}
      <span className="ml-auto flex items-center gap-1.5">
        {mayBeTransfer(selected) && (
          <Button
            size="sm"
            pending={isLinking}
            onClick={() => {
              setIsLinking(true);
              void onLink().finally(() => setIsLinking(false));
            }}
          >
            <Link2 aria-hidden />
            {t('linkTransfer')}
          </Button>
        )}
        <Button size="sm" onClick={onEdit}>
          <Pencil aria-hidden />
          {t('editSelected')}
        </Button>
        <Button size="sm" onClick={onDelete}>
          <Trash2 aria-hidden />
          {t('deleteSelected')}
        </Button>
        <IconButton label={t('clearSelection')} shortcut="Esc" onClick={onClear} className="size-8">
          <X aria-hidden />
        </IconButton>
      </span>
      {[...selected.values()].some(({ otherSideId }) => otherSideId) && (
        <p className="basis-full text-12 text-muted">{t('removesBothSides')}</p>
      )}
    </section>
  );
}
