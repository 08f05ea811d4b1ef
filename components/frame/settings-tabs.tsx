'use client';

import { useTranslations } from 'next-intl';
import { usePathname } from 'next/navigation';
import { TabLinks } from '@/components/ui/tab-links';

const tabs = [
  { href: '/settings', name: 'settingsGeneral' },
  { href: '/settings/people', name: 'people' },
  { href: '/settings/security', name: 'security' },
  { href: '/settings/rates', name: 'rates' },
  { href: '/settings/background-work', name: 'backgroundWork' },
  { href: '/settings/audit', name: 'audit' },
  { href: '/settings/data', name: 'data' },
] as const;

/** The parts of the settings, each with an address of its own. */
export function SettingsTabs() {
  const t = useTranslations('frame');
  const path = usePathname();
  return (
    <TabLinks
      label={t('settingsParts')}
      tabs={tabs.map(({ href, name }) => ({ href, label: t(name), current: path === href }))}
      className="mb-6 w-fit"
    />
  );
}
