'use client';

import type { ComponentProps } from 'react';
import { cn } from './cn';
import { useFieldProps } from './field';
import { controlClass } from './input';

export function Textarea({ className, rows = 2, ...props }: ComponentProps<'textarea'>) {
  return (
    <textarea
      rows={rows}
      {...useFieldProps(props)}
      className={cn(controlClass, 'field-sizing-content min-h-16 py-2', className)}
    />
  );
}
