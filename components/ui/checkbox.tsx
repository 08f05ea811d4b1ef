import { Check, Minus } from 'lucide-react';
import type { ComponentProps } from 'react';
import { cn } from './cn';

interface CheckboxProps extends Omit<ComponentProps<'input'>, 'type'> {
  label: string;
  hideLabel?: boolean;
  /** Some, but not all, of what it stands for are chosen. */
  indeterminate?: boolean;
}

export function Checkbox({ label, hideLabel, indeterminate = false, className, ...props }: CheckboxProps) {
  return (
    <label className={cn('inline-flex items-center gap-2.5 text-14', className)}>
      <span className="relative inline-flex size-4.5 shrink-0">
        <input
          type="checkbox"
          ref={(input) => {
            if (input) input.indeterminate = indeterminate;
          }}
          className="peer size-full appearance-none rounded-sm border border-control bg-card transition-colors checked:border-accent checked:bg-accent indeterminate:border-accent indeterminate:bg-accent disabled:opacity-50"
          {...props}
        />
        <Check
          aria-hidden
          strokeWidth={3}
          className="pointer-events-none absolute inset-0.5 hidden size-3.5 text-on-accent peer-checked:block peer-indeterminate:hidden"
        />
        <Minus
          aria-hidden
          strokeWidth={3}
          className="pointer-events-none absolute inset-0.5 hidden size-3.5 text-on-accent peer-indeterminate:block"
        />
      </span>
      <span className={hideLabel ? 'sr-only' : undefined}>{label}</span>
    </label>
  );
}
