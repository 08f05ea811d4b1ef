import type { ReactNode } from 'react';

/** Says what will be here and offers the one first step. */
export function EmptyState({ icon, title, action }: { icon: ReactNode; title: string; action?: ReactNode }) {
  return (
    <div className="flex flex-col items-center gap-4 px-6 py-12 text-center">
      <span
        aria-hidden
        className="flex size-12 items-center justify-center rounded-full bg-grey-3 text-muted [&_svg]:size-5"
      >
        {icon}
      </span>
      <p className="max-w-sm text-16 text-balance">{title}</p>
      {action}
    </div>
  );
}
