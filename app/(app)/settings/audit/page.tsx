import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { AuditView } from '@/components/audit/audit-view';
import { AuditPage_Query } from '@/components/audit/queries';
import { PeoplePage_Query } from '@/components/memberships/queries';
import { Card } from '@/components/ui/card';
import { execute } from '@/graphql/execute';
import { ClientMessages } from '@/lib/platform/i18n/client-messages';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('audit'))('title') };
}

/** What owners account for. Others learn why they do not see it. */
export default async function AuditPage() {
  const [t, { household }] = await Promise.all([getTranslations('audit'), execute(PeoplePage_Query, {})]);
  if (household.role !== 'OWNER') {
    return (
      <Card className="max-w-3xl">
        <p>{t('ownersOnly')}</p>
      </Card>
    );
  }
  const { auditTrail } = await execute(AuditPage_Query, {});
  return (
    <ClientMessages namespaces={['audit']}>
      <div className="max-w-3xl">
        <AuditView trail={auditTrail} timeZone={household.timeZone} />
      </div>
    </ClientMessages>
  );
}
