import type { ReactNode } from 'react';
import { cn } from './cn';

interface CardProps {
  title?: ReactNode;
  /** Right of the title: a link, a switch, a number. */
  aside?: ReactNode;
  /** Rows that reach the card's edges bring their own padding. */
  flush?: boolean;
  className?: string;
  children: ReactNode;
}

export function Card({ title, aside, flush = false, className, children }: CardProps) {
  return (
    <section className={cn('min-w-0 overflow-clip rounded-lg border border-line bg-card', className)}>
      {title && (
        <header className="flex min-h-9 flex-wrap items-center justify-between gap-x-4 gap-y-1 px-4 pt-4 sm:px-6 sm:pt-5">
          <h2 className="text-16 font-semibold">{title}</h2>
          {aside}
        </header>
      )}
      <div
        className={
          flush ? cn(title && 'pt-3') : cn('px-4 pb-4 sm:px-6 sm:pb-6', title ? 'pt-4' : 'pt-4 sm:pt-6')
        }
      >
        {children}
      </div>
    </section>
  );
}
