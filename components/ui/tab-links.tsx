'use client';

import Link from 'next/link';
import { useLayoutEffect, useRef } from 'react';
import { cn } from './cn';

interface TabLink {
  href: string;
  label: string;
  current: boolean;
}

/** Tabs whose state is the address: each is a link, so Back, reload and sharing work. */
export function TabLinks({
  label,
  tabs,
  className,
}: {
  label: string;
  tabs: readonly TabLink[];
  className?: string;
}) {
  const strip = useRef<HTMLElement>(null);
  const current = tabs.find((tab) => tab.current)?.href;
  // On a phone not all fit, and the strip, or what it is in, is moved sideways: the current tab is brought to
  // the middle of it.
  useLayoutEffect(() => {
    const tab = strip.current?.querySelector('[aria-current]')?.getBoundingClientRect();
    if (!tab) return;
    for (const box of [strip.current, strip.current?.parentElement]) {
      if (!box || box.scrollWidth <= box.clientWidth) continue;
      const { left, width } = box.getBoundingClientRect();
      box.scrollLeft += tab.left + tab.width / 2 - (left + width / 2);
    }
  }, [current]);
  return (
    <nav
      ref={strip}
      aria-label={label}
      className={cn('flex max-w-full gap-0.5 overflow-x-auto rounded-md bg-grey-4 p-0.5', className)}
    >
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
