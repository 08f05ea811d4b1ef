import Link from 'next/link';
import { cn } from './cn';

interface TabLink {
  href: string;
  label: string;
  current: boolean;
}

/** Tabs whose state is the address: each is a link, so Back, reload and sharing work. */
export function TabLinks({ label, tabs, className }: { label: string; tabs: readonly TabLink[]; className?: string }) {
  return (
    <nav aria-label={label} className={cn('flex max-w-full gap-0.5 overflow-x-auto rounded-md bg-grey-4 p-0.5', className)}>
      {tabs.map((tab) => (
        <Link
          key={tab.href}
          href={tab.href}
          scroll={false}
          aria-current={tab.current ? 'page' : undefined}
          className={cn(
            'flex h-8 items-center rounded-[6px] px-3 text-14 font-medium whitespace-nowrap transition-colors focus-visible:-outline-offset-2 pointer-coarse:h-10',
            tab.current ? 'bg-raised text-ink' : 'text-muted hover:text-ink',
          )}
        >
          {tab.label}
        </Link>
      ))}
    </nav>
  );
}
