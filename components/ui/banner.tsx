import type { ReactNode } from 'react';
import { cn } from './cn';

const tones = {
  accent: 'bg-accent-soft',
  attention: 'bg-attention-soft',
  wrong: 'bg-wrong-soft',
};

/** One sentence across the page with at most one way to act. */
export function Banner({
  tone = 'accent',
  action,
  className,
  children,
}: {
  tone?: keyof typeof tones;
  action?: ReactNode;
  className?: string;
  children: ReactNode;
}) {
  return (
    <div
      role={tone === 'wrong' ? 'alert' : 'status'}
      className={cn(
        'flex flex-wrap items-center justify-between gap-x-4 gap-y-2 rounded-lg px-4 py-3 text-14',
        tones[tone],
        className,
      )}
    >
      <p className="min-w-0 flex-1 basis-64">{children}</p>
      {action}
    </div>
  );
}
