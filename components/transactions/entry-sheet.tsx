'use client';

import type { EntrySheetProps } from '@/components/frame/entry-defaults';
import { Sheet } from '@/components/ui/dialog';

/** Holds the place of the form for a new transaction. */
export default function EntrySheet({ open, onOpenChange }: EntrySheetProps) {
  return <Sheet open={open} onOpenChange={onOpenChange} title="…" />;
}
