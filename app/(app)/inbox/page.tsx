import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { InboxView } from '@/components/reviews/inbox-view';
import { InboxPage_Query } from '@/components/reviews/queries';
import { PageHeader } from '@/components/ui/page-header';
import { execute } from '@/graphql/execute';
import { ClientMessages } from '@/lib/platform/i18n/client-messages';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('reviews'))('title') };
}

/** What Saldo is not sure about and a person has to say. */
export default async function InboxPage() {
  const [t, { reviews }] = await Promise.all([getTranslations('reviews'), execute(InboxPage_Query, {})]);
  return (
    <div className="max-w-4xl">
      <PageHeader title={t('title')} />
      {reviews.length > 0 && <p className="-mt-4 mb-6 text-muted">{t('lead')}</p>}
      <ClientMessages namespaces={['reviews']}>
        <InboxView reviews={reviews} />
      </ClientMessages>
    </div>
  );
}
