'use client';

import { ChevronsUpDown, EyeOff, FileUp, House, Inbox, Landmark, LogOut, Settings } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { startTransition, type ComponentProps } from 'react';
import { errorsOf, failureText, inputErrorText } from '@/components/api/input-error';
import { request } from '@/components/api/request';
import { SwitchHousehold_Mutation } from '@/components/memberships/queries';
import { Avatar } from '@/components/ui/avatar';
import { cn } from '@/components/ui/cn';
import { Menu } from '@/components/ui/menu';
import { toast } from '@/components/ui/toast';
import { locales } from '@/lib/platform/i18n/locales';
import { setLocale, setPrivacy, setTheme, themes } from './preferences';
import { usePreferences } from './use-preferences';

/** Languages are named in themselves, so that nobody is locked out by one they cannot read. */
const languageNames = { en: 'English', cs: 'Čeština' };

interface HouseholdMenuProps {
  household: string;
  /** The households of the viewer; the menu switches to each of the others. */
  belongings: readonly { id: string; name: string; current: boolean }[];
  viewer: { name: string; email: string };
  /** How many questions wait in the inbox. */
  reviewCount: number;
  /** Ends the session and leaves the page. */
  signOut: () => Promise<void>;
  /** Only the initials, for the phone's header. */
  compact?: boolean;
}

/** The one menu of the frame: household, theme, language, privacy, sign out. */
export function HouseholdMenu({
  household,
  belongings,
  viewer,
  reviewCount,
  signOut,
  compact = false,
}: HouseholdMenuProps) {
  const t = useTranslations('frame');
  const tErrors = useTranslations('errors');
  const locale = useLocale();
  const router = useRouter();
  const { theme, privacy } = usePreferences();
  const switchTo = async (id: string) => {
    try {
      const [error] = errorsOf((await request(SwitchHousehold_Mutation, { id })).switchHousehold);
      // What this page shows may not exist in the other household.
      if (!error) location.assign('/');
      else toast(inputErrorText(tErrors, error), { tone: 'wrong' });
    } catch (failure) {
      toast(failureText(tErrors, failure), { tone: 'wrong' });
    }
  };
  const themeNames = { system: t('themeSystem'), light: t('themeLight'), dark: t('themeDark') };

  return (
    <Menu
      align={compact ? 'end' : 'start'}
      trigger={
        <Trigger
          household={household}
          compact={compact}
          isWaiting={compact && reviewCount > 0}
          label={[
            `${t('menu')}: ${household}`,
            ...(compact && reviewCount > 0 ? [t('inboxWaiting', { count: reviewCount })] : []),
          ].join(', ')}
        />
      }
      items={[
        {
          kind: 'heading',
          label: viewer.name || viewer.email,
          ...(viewer.name ? { detail: viewer.email } : {}),
        },
        ...belongings
          .filter(({ current }) => !current)
          .map(({ id, name }) => ({
            label: t('switchTo', { household: name }),
            icon: <House />,
            onSelect: () => void switchTo(id),
          })),
        { kind: 'separator' },
        {
          kind: 'choice',
          label: t('theme'),
          value: theme,
          options: themes.map((value) => ({ value, label: themeNames[value] })),
          onValueChange: (value) => setTheme(themes.find((known) => known === value) ?? 'system'),
        },
        {
          kind: 'choice',
          label: t('language'),
          value: locale,
          options: locales.map((value) => ({ value, label: languageNames[value] })),
          onValueChange: (value) => {
            setLocale(value);
            startTransition(() => router.refresh());
          },
        },
        {
          kind: 'switch',
          label: t('privacy'),
          icon: <EyeOff />,
          checked: privacy,
          onCheckedChange: setPrivacy,
        },
        { kind: 'separator' },
        // The phone's bar has no room for them; the sidebar has them itself.
        ...(compact
          ? [
              {
                kind: 'link' as const,
                label: reviewCount > 0 ? `${t('inbox')} (${reviewCount})` : t('inbox'),
                icon: <Inbox />,
                href: '/inbox',
              },
              { kind: 'link' as const, label: t('connections'), icon: <Landmark />, href: '/connections' },
            ]
          : []),
        { kind: 'link', label: t('importFile'), icon: <FileUp />, href: '/import' },
        { kind: 'link', label: t('settings'), icon: <Settings />, href: '/settings' },
        { kind: 'separator' },
        { label: t('signOut'), icon: <LogOut />, onSelect: () => startTransition(signOut) },
      ]}
    />
  );
}

function Trigger({
  household,
  compact,
  isWaiting,
  label,
  className,
  ...props
}: ComponentProps<'button'> & { household: string; compact: boolean; isWaiting: boolean; label: string }) {
  return (
    <button
      type="button"
      aria-label={label}
      className={cn(
        'relative flex min-w-0 items-center gap-2.5 rounded-md text-left transition-colors hover:bg-grey-4',
        compact ? 'p-1.5' : 'h-12 flex-1 px-1.5',
        className,
      )}
      {...props}
    >
      <Avatar name={household} />
      {isWaiting && (
        <span
          aria-hidden
          className="absolute top-0.5 right-0.5 size-3 rounded-full border-2 border-page bg-attention"
        />
      )}
      {!compact && (
        <>
          <span className="min-w-0 flex-1 truncate font-semibold in-data-[sidebar=icons]:hidden">
            {household}
          </span>
          <ChevronsUpDown
            aria-hidden
            className="mr-1 size-4 shrink-0 text-muted in-data-[sidebar=icons]:hidden"
          />
        </>
      )}
    </button>
  );
}
