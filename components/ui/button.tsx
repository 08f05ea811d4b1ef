import type { ComponentProps } from 'react';
import { cn } from './cn';

export type ButtonVariant = 'primary' | 'secondary' | 'ghost' | 'danger';
export type ButtonSize = 'sm' | 'md' | 'lg';

const variants: Record<ButtonVariant, string> = {
  primary: 'bg-accent text-on-accent hover:bg-accent-strong',
  secondary: 'border border-grey-7 bg-card text-ink hover:bg-grey-3',
  ghost: 'text-ink hover:bg-grey-4',
  danger: 'bg-wrong text-on-wrong hover:opacity-90',
};
const sizes: Record<ButtonSize, string> = {
  sm: 'h-8 gap-1.5 px-2.5 pointer-coarse:h-10',
  md: 'h-9 gap-2 px-3.5 pointer-coarse:h-11',
  lg: 'h-11 gap-2 px-5 text-16',
};

export function buttonClass(
  variant: ButtonVariant = 'secondary',
  size: ButtonSize = 'md',
  className?: string,
): string {
  return cn(
    'inline-flex shrink-0 items-center justify-center rounded-md font-medium whitespace-nowrap transition-colors select-none',
    'disabled:cursor-not-allowed disabled:opacity-50 aria-disabled:opacity-50 [&_svg]:size-4 [&_svg]:shrink-0',
    size !== 'lg' && 'text-14',
    variants[variant],
    sizes[size],
    className,
  );
}

export interface ButtonProps extends ComponentProps<'button'> {
  variant?: ButtonVariant;
  size?: ButtonSize;
  /** While true the button keeps its place and focus, says it is busy, and does nothing. */
  pending?: boolean;
}

export function Button({
  variant,
  size,
  pending = false,
  className,
  type = 'button',
  onClick,
  children,
  ...props
}: ButtonProps) {
  return (
    <button
      type={pending ? 'button' : type}
      className={buttonClass(variant, size, className)}
      aria-busy={pending || undefined}
      aria-disabled={pending || undefined}
      onClick={pending ? undefined : onClick}
      {...props}
    >
      {children}
    </button>
  );
}
