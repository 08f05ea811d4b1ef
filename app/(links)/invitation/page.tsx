import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { InvitationView } from '@/components/memberships/invitation-view';
import { ClientMessages } from '@/lib/platform/i18n/client-messages';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('people'))('invitation') };
}

/**
 * Where the link of an invitation leads. Its secret stands behind the hash, so only the browser can ask what
 * it offers.
 */
export default function InvitationPage() {
  return (
    <ClientMessages namespaces={['auth', 'people', 'errors']}>
      <InvitationView />
    </ClientMessages>
  );
}
