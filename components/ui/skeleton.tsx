import type { CSSProperties } from 'react';
import { cn } from './cn';

/**
 * Holds the place of what is coming, in its exact size. Give the region that waits `aria-busy` and a label.
 */
export function Skeleton({ className, style }: { className?: string; style?: CSSProperties }) {
  return (
    <span aria-hidden style={style} className={cn('block animate-pulse rounded-sm bg-grey-4', className)} />
  );
}

/** Rows of a list as high as the real ones. */
export function SkeletonRows({ rows = 8, className }: { rows?: number; className?: string }) {
  return (
    <div aria-hidden className={className}>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="flex h-11 items-center gap-4 px-4 sm:px-6 pointer-coarse:h-12">
          <Skeleton className={cn('h-3.5', ['w-32', 'w-40', 'w-24', 'w-36'][row % 4])} />
          <Skeleton className="ml-auto h-3.5 w-20" />
        </div>
      ))}
    </div>
  );
}
