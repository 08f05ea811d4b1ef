import type { ReactNode } from 'react';

interface PageHeaderProps {
  title: string;
  /** The period switch or the search. */
  middle?: ReactNode;
  /** At most one primary button. */
  action?: ReactNode;
}

export function PageHeader({ title, middle, action }: PageHeaderProps) {
  return (
    <header className="mb-6 flex flex-wrap items-center gap-x-6 gap-y-3">
      <h1 className="text-28 font-semibold">{title}</h1>
      {middle && (
        <div className="order-last flex min-w-0 basis-full sm:order-none sm:ml-auto sm:basis-auto">
          {middle}
        </div>
      )}
      {action && <div className={middle ? 'ml-auto sm:ml-0' : 'ml-auto'}>{action}</div>}
    </header>
  );
}
