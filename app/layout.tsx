import type { Metadata, Viewport } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { cookies } from 'next/headers';
import type { ReactNode } from 'react';
import { preferenceAttributes, readPreferences } from '@/components/frame/preferences';
import { Toaster } from '@/components/ui/toaster';
import { ClientMessages } from '@/lib/platform/i18n/client-messages';
import { fontVariables } from './fonts';
import './globals.css';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('frame');
  return {
    title: { default: t('appName'), template: `%s · ${t('appName')}` },
    description: t('appDescription'),
    applicationName: t('appName'),
  };
}

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  viewportFit: 'cover',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f9f8f6' },
    { media: '(prefers-color-scheme: dark)', color: '#111110' },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [locale, jar] = await Promise.all([getLocale(), cookies()]);
  const preferences = readPreferences((name) => jar.get(name)?.value);
  return (
    <html lang={locale} className={fontVariables} {...preferenceAttributes(preferences)}>
      <body>
        <ClientMessages>
          {children}
          <Toaster />
        </ClientMessages>
      </body>
    </html>
  );
}
