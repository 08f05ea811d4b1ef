'use client';

import { useLocale } from 'next-intl';
import { useRouter } from 'next/navigation';
import { startTransition, useEffect } from 'react';
import type { Locale, Theme } from '@/graphql/__generated__/client/graphql';
import { setLocale, setTheme } from './preferences';

const themeNames = { SYSTEM: 'system', LIGHT: 'light', DARK: 'dark' } as const;

interface StoredPreferencesProps {
  /** What the account remembers; null where this browser has a choice of its own. */
  theme: Theme | null;
  locale: Locale | null;
}

/** Brings theme and language along to a browser that has none yet: they become its own, so the next page is right at first paint. */
export function StoredPreferences({ theme, locale }: StoredPreferencesProps) {
  const shown = useLocale();
  const router = useRouter();
  useEffect(() => {
    if (theme && theme !== 'SYSTEM') setTheme(themeNames[theme]);
    if (!locale) return;
    setLocale(locale);
    if (locale !== shown) startTransition(() => router.refresh());
  }, [theme, locale, shown, router]);
  return null;
}
