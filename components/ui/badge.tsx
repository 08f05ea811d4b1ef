import type { ReactNode } from 'react';
import { categoryColorVar } from './category-color';
import { cn } from './cn';

const tones = {
  neutral: 'bg-grey-4 text-muted',
  accent: 'bg-accent-soft text-accent-strong',
  income: 'bg-income-soft text-income',
  attention: 'bg-attention-soft text-attention',
  wrong: 'bg-wrong-soft text-wrong',
};
export type Tone = keyof typeof tones;

export function Badge({
  tone = 'neutral',
  className,
  children,
}: {
  tone?: Tone;
  className?: string;
  children: ReactNode;
}) {
  return (
    <span
      className={cn(
        'inline-flex h-5 items-center gap-1 rounded-sm px-1.5 text-12 font-medium whitespace-nowrap',
        tones[tone],
        className,
      )}
    >
      {children}
    </span>
  );
}

/** A small mark in a category's colour. The name always stands beside it: colour alone says nothing. */
export function CategoryDot({ color, className }: { color: string | null | undefined; className?: string }) {
  return (
    <span
      aria-hidden
      className={cn('inline-block size-2 shrink-0 rounded-full', className)}
      style={{ background: categoryColorVar(color) }}
    />
  );
}

export function CategoryChip({
  name,
  color,
  className,
}: {
  name: string;
  color?: string | null | undefined;
  className?: string;
}) {
  return (
    <span
      className={cn(
        'inline-flex h-6 max-w-full min-w-0 items-center gap-1.5 rounded-full bg-grey-3 pr-2.5 pl-2 text-12 font-medium',
        className,
      )}
    >
      <CategoryDot color={color} />
      <span className="truncate">{name}</span>
    </span>
  );
}
