import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { cookies } from 'next/headers';
import { HouseholdSection } from '@/components/settings/household-section';
import { ProfileSection } from '@/components/settings/profile-section';
import { SettingsPage_Query } from '@/components/settings/queries';
import { execute } from '@/graphql/execute';
import { ClientMessages } from '@/lib/platform/i18n/client-messages';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('settings'))('title') };
}

export default async function SettingsPage() {
  const [jar, { viewer, household }] = await Promise.all([cookies(), execute(SettingsPage_Query, {})]);
  return (
    <ClientMessages namespaces={['settings']}>
      <div className="grid max-w-3xl gap-6">
        {viewer && <ProfileSection viewer={viewer} language={jar.get('saldo-locale')?.value ?? ''} />}
        <HouseholdSection household={household} />
      </div>
    </ClientMessages>
  );
}
