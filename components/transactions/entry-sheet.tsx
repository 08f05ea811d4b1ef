'use client';

import { useTranslations } from 'next-intl';
import type { EntrySheetProps } from '@/components/frame/entry-defaults';
import { Sheet } from '@/components/ui/dialog';
import { refreshChoices } from './choices';
import { EntryForm } from './entry-form';

// This file is fetched at the first sign of a person: what its form chooses from comes along.
if (typeof window !== 'undefined') void refreshChoices();

/** The sheet for a new transaction, opened from anywhere in the frame. */
export default function EntrySheet({ open, onOpenChange, defaults }: EntrySheetProps) {
  const t = useTranslations('transactions');
  return (
    <Sheet open={open} onOpenChange={onOpenChange} title={t('newTransaction')}>
      <EntryForm defaults={defaults} onSaved={() => onOpenChange(false)} />
    </Sheet>
  );
}
