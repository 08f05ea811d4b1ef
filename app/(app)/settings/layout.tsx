import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { SettingsTabs } from '@/components/frame/settings-tabs';
import { ConfirmingProvider } from '@/components/settings/confirming';
import { PageHeader } from '@/components/ui/page-header';
import { ClientMessages } from '@/lib/platform/i18n/client-messages';

/** Title and tabs stay in place on the way from one part of the settings to another. */
export default async function SettingsLayout({ children }: { children: ReactNode }) {
  const t = await getTranslations('settings');
  return (
    <>
      <PageHeader title={t('title')} />
      <SettingsTabs />
      <ClientMessages namespaces={['security', 'auth']}>
        <ConfirmingProvider>{children}</ConfirmingProvider>
      </ClientMessages>
    </>
  );
}
