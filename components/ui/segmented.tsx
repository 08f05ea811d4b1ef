'use client';

import { useId } from 'react';
import { cn } from './cn';

interface SegmentedProps<T extends string> {
  /** Names the group for assistive technology. */
  label: string;
  options: readonly { value: T; label: string }[];
  value: T;
  onValueChange: (value: T) => void;
  className?: string;
}

/**
 * A choice of two to five short words. Radio buttons underneath, so arrow keys, Tab and screen readers behave
 * as people expect.
 */
export function Segmented<T extends string>({
  label,
  options,
  value,
  onValueChange,
  className,
}: SegmentedProps<T>) {
  const name = useId();
  return (
    <div
      role="radiogroup"
      aria-label={label}
      className={cn('flex w-fit rounded-md bg-grey-4 p-0.5', className)}
    >
      {options.map((option) => (
        <label
          key={option.value}
          className={cn(
            segmentClass,
            'has-checked:bg-raised has-checked:text-ink has-focus-visible:outline-2 has-focus-visible:outline-accent',
          )}
        >
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onValueChange(option.value)}
            className="sr-only"
          />
          {option.label}
        </label>
      ))}
    </div>
  );
}

const segmentClass =
  'relative flex h-8 flex-1 items-center justify-center rounded-[6px] px-3 text-14 font-medium whitespace-nowrap text-muted transition-colors select-none hover:text-ink pointer-coarse:h-10';
