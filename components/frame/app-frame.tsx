import { getTranslations } from 'next-intl/server';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { Amount } from '@/components/money/amount';
import { EntryBarButton, EntryProvider } from './entry';
import type { FrameAccount } from './frame-account';
import { HouseholdMenu } from './household-menu';
import { BarLink, SettingsLink, SidebarLinks } from './nav-links';
import { PaletteButton } from './palette-button';
import { Shortcuts } from './shortcuts';
import { SidebarToggle } from './sidebar-toggle';

interface AppFrameProps {
  household: string;
  belongings: readonly { id: string; name: string; current: boolean }[];
  viewer: { name: string; email: string };
  accounts: readonly FrameAccount[];
  /** How many questions wait in the inbox. */
  reviewCount: number;
  /** A server action: ends the session and redirects. */
  signOut: () => Promise<void>;
  /** Above the page: the demo's banner. */
  banner?: ReactNode;
  children: ReactNode;
}

/**
 * What is around every page of a person who is signed in: a sidebar on a desk, a bar at the bottom of a
 * phone.
 */
export async function AppFrame({
  household,
  belongings,
  viewer,
  accounts,
  reviewCount,
  signOut,
  banner,
  children,
}: AppFrameProps) {
  const t = await getTranslations('frame');
  const menu = { household, belongings, viewer, reviewCount, signOut };
  return (
    <EntryProvider>
      <Shortcuts accounts={accounts}>
        <a
          href="#content"
          className="sr-only z-50 rounded-md bg-accent px-4 py-2 text-on-accent focus:not-sr-only focus:fixed focus:top-3 focus:left-3"
        >
          {t('skip')}
        </a>
        <div className="lg:grid lg:grid-cols-[var(--sidebar-width)_minmax(0,1fr)]">
          <aside
            data-frame
            className="sticky top-0 flex h-dvh flex-col gap-4 overflow-x-clip overflow-y-auto border-r border-line px-3 py-4 max-lg:hidden"
          >
            <div className="flex items-center">
              <HouseholdMenu {...menu} />
            </div>
            <PaletteButton />
            <SidebarLinks reviewCount={reviewCount} />
            <Balances accounts={accounts} title={t('balances')} />
            <div className="mt-auto flex items-center gap-1 in-data-[sidebar=icons]:flex-col">
              <SettingsLink />
              <SidebarToggle />
            </div>
          </aside>
          <div className="flex min-h-dvh min-w-0 flex-col">
            <header
              data-frame
              className="sticky top-0 z-20 flex h-14 items-center justify-between border-b border-line bg-page px-2.5 lg:hidden"
            >
              <Link href="/" className="rounded-md px-1.5 text-16 font-semibold">
                {t('appName')}
              </Link>
              <div className="flex items-center gap-1">
                <PaletteButton compact />
                <HouseholdMenu {...menu} compact />
              </div>
            </header>
            <main
              id="content"
              tabIndex={-1}
              className="mx-auto w-full max-w-[calc(1200px+4rem)] flex-1 px-4 pt-6 pb-28 outline-none lg:px-8 lg:pt-8 lg:pb-16"
            >
              {banner}
              {children}
            </main>
          </div>
        </div>
        <nav
          data-frame
          aria-label={t('bottomBar')}
          className="fixed inset-x-0 bottom-0 z-30 grid grid-cols-5 items-center border-t border-line bg-card pb-[env(safe-area-inset-bottom)] lg:hidden"
        >
          <BarLink name="dashboard" />
          <BarLink name="transactions" />
          <EntryBarButton />
          <BarLink name="accounts" />
          <BarLink name="categories" />
        </nav>
      </Shortcuts>
    </EntryProvider>
  );
}

function Balances({ accounts, title }: { accounts: readonly FrameAccount[]; title: string }) {
  if (accounts.length === 0) return null;
  return (
    <section aria-label={title} className="mt-2 in-data-[sidebar=icons]:hidden">
      <h2 className="px-2.5 pb-1 text-12 font-medium text-muted">{title}</h2>
      <ul>
        {accounts.map((account) => (
          <li key={account.id}>
            <Link
              href={`/accounts/${account.id}`}
              className="flex h-8 items-center justify-between gap-3 rounded-md px-2.5 transition-colors hover:bg-grey-4"
            >
              <span className="truncate">{account.name}</span>
              <Amount amount={account.amount} currency={account.currency} size="small" />
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
