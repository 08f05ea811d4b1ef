'use client';

import { useState } from 'react';
import { AddDialog } from './add-dialog';
import { ColorDialog } from './color-dialog';
import { MergeDialog } from './merge-dialog';
import { MoveDialog } from './move-dialog';
import type { Category } from './queries';
import { RemoveDialog } from './remove-dialog';

/** What a person is being asked about a category. */
export type CategoryQuestion =
  | { kind: 'add'; parent: Category | null }
  | { kind: 'color' | 'move' | 'merge' | 'remove'; category: Category };

interface CategoryDialogsProps {
  question: CategoryQuestion | null;
  categories: readonly Category[];
  onClose: () => void;
}

export function CategoryDialogs({ question, categories, onClose }: CategoryDialogsProps) {
  // The last question stays in place while its dialog fades out; each new one starts with fresh fields.
  const [{ last, times }, setShown] = useState<{ last: CategoryQuestion | null; times: number }>({
    last: null,
    times: 0,
  });
  if (question && question !== last) setShown({ last: question, times: times + 1 });
  if (!last) return null;
  const common = { open: question !== null, categories, onClose };
  if (last.kind === 'add') return <AddDialog {...common} key={times} parent={last.parent} />;
  if (last.kind === 'color') return <ColorDialog {...common} key={times} category={last.category} />;
  if (last.kind === 'move') return <MoveDialog {...common} key={times} category={last.category} />;
  if (last.kind === 'merge') return <MergeDialog {...common} key={times} category={last.category} />;
  return <RemoveDialog {...common} key={times} category={last.category} />;
}
