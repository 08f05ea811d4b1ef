import type { ComponentProps, ReactNode } from 'react';
import { cn } from './cn';

/**
 * One of several answers that need more room than a word: the whole card is the target. Give those of one
 * question the same `name`.
 */
export function Radio({
  children,
  className,
  ...props
}: Omit<ComponentProps<'input'>, 'type'> & { children: ReactNode }) {
  return (
    <label
      className={cn(
        'flex cursor-pointer items-start gap-3 rounded-md border border-line p-3 transition-colors hover:border-grey-8 has-checked:border-accent',
        'has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent',
        className,
      )}
    >
      <input
        type="radio"
        className="mt-0.5 size-4.5 shrink-0 appearance-none rounded-full border border-control bg-card outline-none checked:border-[5px] checked:border-accent"
        {...props}
      />
      <span className="min-w-0 flex-1">{children}</span>
    </label>
  );
}
