'use client';

import { createContext, use, useId, type ReactNode } from 'react';
import { cn } from './cn';

interface FieldContext {
  id: string;
  'aria-describedby'?: string;
  'aria-invalid'?: true;
  'aria-required'?: true;
}
const Context = createContext<FieldContext | null>(null);

/**
 * What a control inside a <Field> must carry so that label, hint and error belong to it. Props given to the
 * control win.
 */
export function useFieldProps<T extends object>(own: T): T & Partial<FieldContext> {
  return { ...use(Context), ...own };
}

interface FieldProps {
  label: string;
  /** One sentence below the control. */
  hint?: ReactNode;
  /** What is wrong and what to do; replaces the hint. */
  error?: string | undefined;
  required?: boolean;
  /** Keeps the label for assistive technology only. */
  hideLabel?: boolean;
  className?: string;
  children: ReactNode;
}

export function Field({ label, hint, error, required, hideLabel, className, children }: FieldProps) {
  const id = useId();
  const note = error ?? hint;
  return (
    <div className={cn('grid content-start gap-1.5', className)}>
      <label htmlFor={id} className={hideLabel ? 'sr-only' : 'w-fit text-14 font-medium'}>
        {label}
      </label>
      <Context
        value={{
          id,
          'aria-describedby': note ? `${id}-note` : undefined,
          'aria-invalid': error ? true : undefined,
          'aria-required': required || undefined,
        }}
      >
        {children}
      </Context>
      {note && (
        <p
          id={`${id}-note`}
          role={error ? 'alert' : undefined}
          className={cn('text-12', error ? 'text-wrong' : 'text-muted')}
        >
          {note}
        </p>
      )}
    </div>
  );
}
