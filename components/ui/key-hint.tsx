import { cn } from './cn';

/** One key as it is written on the keyboard. */
export function KeyHint({ children, className }: { children: string; className?: string }) {
  return (
    <kbd
      className={cn(
        'inline-flex h-5 min-w-5 items-center justify-center rounded-sm border px-1 font-sans text-12 whitespace-nowrap',
        className ?? 'border-line text-muted',
      )}
    >
      {children}
    </kbd>
  );
}
