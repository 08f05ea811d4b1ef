'use client';

import type { ComponentProps } from 'react';
import { cn } from './cn';
import { useFieldProps } from './field';

export const controlClass =
  'control-text w-full min-w-0 rounded-md border border-control bg-card px-3 text-ink transition-colors hover:border-grey-10 ' +
  'focus-visible:border-accent focus-visible:outline-offset-0 aria-invalid:border-wrong disabled:cursor-not-allowed disabled:bg-grey-3 disabled:text-muted';

export function Input({ className, ...props }: ComponentProps<'input'>) {
  return (
    <input {...useFieldProps(props)} className={cn(controlClass, 'h-9 pointer-coarse:h-11', className)} />
  );
}
