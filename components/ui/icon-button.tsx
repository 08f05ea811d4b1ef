import type { ComponentProps, ReactNode } from 'react';
import { cn } from './cn';
import { Tooltip } from './tooltip';

interface IconButtonProps extends Omit<ComponentProps<'button'>, 'aria-label'> {
  /** What happens: the accessible name and the tooltip. */
  label: string;
  shortcut?: string;
  children: ReactNode;
}

export function IconButton({
  label,
  shortcut,
  className,
  type = 'button',
  children,
  ...props
}: IconButtonProps) {
  return (
    <Tooltip label={label} shortcut={shortcut}>
      <button
        type={type}
        aria-label={label}
        className={cn(
          'inline-flex size-9 shrink-0 items-center justify-center rounded-md text-muted transition-colors hover:bg-grey-4 hover:text-ink',
          'disabled:cursor-not-allowed disabled:opacity-50 pointer-coarse:size-11 [&_svg]:size-4.5',
          className,
        )}
        {...props}
      >
        {children}
      </button>
    </Tooltip>
  );
}
