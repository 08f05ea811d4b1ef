'use client';

import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { cn } from '@/components/ui/cn';
import { destinations, isCurrent, type Destination } from './destinations';
import { WaitingCount } from './waiting-count';

/** `reviewCount` is how many questions wait in the inbox. */
export function SidebarLinks({ reviewCount }: { reviewCount: number }) {
  const t = useTranslations('frame');
  return (
    <nav aria-label={t('main')} className="grid gap-0.5">
      {destinations
        .filter(({ name }) => name !== 'settings')
        .map((destination) => (
          <SidebarLink
            key={destination.href}
            destination={destination}
            waiting={destination.name === 'inbox' ? reviewCount : 0}
          />
        ))}
    </nav>
  );
}

/** At the foot of the sidebar: where people look for it, and out of the way of every day. */
export function SettingsLink() {
  const settings = destinations.find(({ name }) => name === 'settings');
  return settings ? (
    <SidebarLink
      destination={settings}
      className="flex-1 in-data-[sidebar=icons]:w-full in-data-[sidebar=icons]:flex-none"
    />
  ) : null;
}

function SidebarLink({
  destination,
  waiting = 0,
  className,
}: {
  destination: Destination;
  waiting?: number;
  className?: string;
}) {
  const path = usePathname();
  const t = useTranslations('frame');
  return (
    <Link
      href={destination.href}
      aria-current={isCurrent(destination, path) ? 'page' : undefined}
      title={t(destination.name)}
      className={cn(
        'relative flex h-9 items-center gap-3 overflow-hidden rounded-md px-2.5 font-medium text-muted transition-colors hover:bg-grey-4 hover:text-ink aria-[current=page]:bg-accent-soft aria-[current=page]:text-accent-strong',
        className,
      )}
    >
      <destination.icon aria-hidden className="size-4.5 shrink-0" />
      <span className="truncate in-data-[sidebar=icons]:sr-only">{t(destination.name)}</span>
      <WaitingCount count={waiting} />
    </Link>
  );
}

/** One destination of the phone's bottom bar. */
export function BarLink({ name, className }: { name: Destination['name']; className?: string }) {
  const path = usePathname();
  const t = useTranslations('frame');
  const destination = destinations.find((known) => known.name === name);
  if (!destination) return null;
  return (
    <Link
      href={destination.href}
      aria-current={isCurrent(destination, path) ? 'page' : undefined}
      className={cn(
        'flex h-14 min-w-0 flex-col items-center justify-center gap-0.5 rounded-md text-12 tracking-tight text-muted focus-visible:-outline-offset-2 aria-[current=page]:font-medium aria-[current=page]:text-accent',
        className,
      )}
    >
      <destination.icon aria-hidden className="size-5" />
      <span className="max-w-full truncate">{t(destination.name)}</span>
    </Link>
  );
}
