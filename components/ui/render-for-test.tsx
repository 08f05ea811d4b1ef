import { render } from '@testing-library/react';
import { NextIntlClientProvider } from 'next-intl';
import type { ReactNode } from 'react';
import type { Locale } from '@/lib/platform/i18n/locales';
import cs from '@/messages/cs.json';
import en from '@/messages/en.json';

/** Renders a component as a page does: with a language and all its messages. */
export function renderPage(ui: ReactNode, locale: Locale = 'en') {
  const wrapper = ({ children }: { children: ReactNode }) => (
    <NextIntlClientProvider locale={locale} messages={locale === 'cs' ? cs : en} timeZone="UTC">
      {children}
    </NextIntlClientProvider>
  );
  return render(ui, { wrapper });
}
