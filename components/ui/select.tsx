'use client';

import { ChevronDown } from 'lucide-react';
import type { ComponentProps } from 'react';
import { cn } from './cn';
import { useFieldProps } from './field';
import { controlClass } from './input';

/** The platform's own select: smallest, and the best there is on a phone. Options are <option> children. */
export function Select({ className, children, ...props }: ComponentProps<'select'>) {
  return (
    <span className={cn('relative block', className)}>
      <select
        {...useFieldProps(props)}
        className={cn(controlClass, 'h-9 appearance-none pr-9 text-ellipsis pointer-coarse:h-11')}
      >
        {children}
      </select>
      <ChevronDown
        aria-hidden
        className="pointer-events-none absolute top-1/2 right-3 size-4 -translate-y-1/2 text-muted"
      />
    </span>
  );
}
