import type { ReactNode } from 'react';

interface RowProps {
  icon: ReactNode;
  title: ReactNode;
  detail?: ReactNode;
  /** What can be done with it. */
  action?: ReactNode;
}

/** One line of a card: a device, a passkey, a token. For use inside a <ul>. */
export function Row({ icon, title, detail, action }: RowProps) {
  return (
    <li className="flex min-h-14 flex-wrap items-center gap-x-3 gap-y-1 border-t border-line px-4 py-2 sm:px-6">
      <span aria-hidden className="shrink-0 text-muted [&_svg]:size-4.5">
        {icon}
      </span>
      <div className="min-w-0 flex-1 basis-48">
        <p className="font-medium break-words">{title}</p>
        {detail && <p className="text-12 text-muted">{detail}</p>}
      </div>
      {action && <span className="ml-auto">{action}</span>}
    </li>
  );
}
