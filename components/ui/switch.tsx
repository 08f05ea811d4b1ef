import type { ComponentProps } from 'react';
import { cn } from './cn';

/** On or off, at once: unlike a checkbox, nothing has to be saved afterwards. */
export function Switch({
  label,
  className,
  ...props
}: Omit<ComponentProps<'input'>, 'type' | 'role'> & { label: string }) {
  return (
    <label className={cn('inline-flex items-center justify-between gap-3 text-14', className)}>
      {label}
      <span className="relative inline-flex h-5 w-9 shrink-0">
        <input
          type="checkbox"
          role="switch"
          className="peer size-full appearance-none rounded-full bg-grey-9 transition-colors checked:bg-accent disabled:opacity-50"
          {...props}
        />
        <span
          aria-hidden
          className="pointer-events-none absolute top-0.5 left-0.5 size-4 rounded-full bg-card transition-transform peer-checked:translate-x-4"
        />
      </span>
    </label>
  );
}
