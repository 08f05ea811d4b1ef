import {
  ArrowDownUp,
  FileUp,
  Inbox,
  Landmark,
  LayoutDashboard,
  Settings,
  Tags,
  WalletCards,
  type LucideIcon,
} from 'lucide-react';

export interface Destination {
  name:
    | 'dashboard'
    | 'transactions'
    | 'inbox'
    | 'accounts'
    | 'categories'
    | 'connections'
    | 'import'
    | 'settings';
  href: string;
  /** Pressed after `g`. */
  key: string;
  icon: LucideIcon;
}

/** In the order of the sidebar, which has the last one, the settings, at its foot. */
export const destinations: readonly Destination[] = [
  { name: 'dashboard', href: '/', key: 'd', icon: LayoutDashboard },
  { name: 'transactions', href: '/transactions', key: 't', icon: ArrowDownUp },
  { name: 'inbox', href: '/inbox', key: 'r', icon: Inbox },
  { name: 'accounts', href: '/accounts', key: 'a', icon: WalletCards },
  { name: 'categories', href: '/categories', key: 'c', icon: Tags },
  { name: 'connections', href: '/connections', key: 'b', icon: Landmark },
  { name: 'import', href: '/import', key: 'i', icon: FileUp },
  { name: 'settings', href: '/settings', key: 's', icon: Settings },
];

/** Whether the page at `path` belongs to the destination. */
export function isCurrent(destination: Destination, path: string): boolean {
  return destination.href === '/'
    ? path === '/'
    : path === destination.href || path.startsWith(`${destination.href}/`);
}
