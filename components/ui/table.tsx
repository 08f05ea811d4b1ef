import type { ComponentProps } from 'react';
import { cn } from './cn';

/**
 * Basics of a table: lines only between rows, headings small and quiet, numbers right-aligned by
 * `align="end"`.
 */
export function Table({ className, ...props }: ComponentProps<'table'>) {
  return <table className={cn('w-full border-collapse text-14', className)} {...props} />;
}

interface CellProps {
  align?: 'start' | 'end';
}

export function Th({
  align = 'start',
  scope = 'col',
  className,
  ...props
}: Omit<ComponentProps<'th'>, 'align'> & CellProps) {
  return (
    <th
      scope={scope}
      className={cn(
        'h-9 px-3 text-12 font-medium text-muted first:pl-4 last:pr-4 sm:first:pl-6 sm:last:pr-6',
        align === 'end' ? 'text-right' : 'text-left',
        className,
      )}
      {...props}
    />
  );
}

export function Tr({ className, ...props }: ComponentProps<'tr'>) {
  return <tr className={cn('border-t border-line hover:bg-grey-2', className)} {...props} />;
}

export function Td({
  align = 'start',
  className,
  ...props
}: Omit<ComponentProps<'td'>, 'align'> & CellProps) {
  return (
    <td
      className={cn(
        'h-11 px-3 first:pl-4 last:pr-4 sm:first:pl-6 sm:last:pr-6 pointer-coarse:h-12',
        align === 'end' && 'text-right tabular-nums',
        className,
      )}
      {...props}
    />
  );
}
