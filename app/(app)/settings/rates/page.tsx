import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { RatesPage_Query } from '@/components/rates/queries';
import { RateSources } from '@/components/rates/rate-sources';
import { RatesView } from '@/components/rates/rates-view';
import { execute } from '@/graphql/execute';
import { isLocalDate } from '@/lib/core/dates/local-date';
import { ClientMessages } from '@/lib/platform/i18n/client-messages';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('rates'))('title') };
}

/**
 * What foreign money is worth, who says so, and how up to date that is. `?on=` is the day, today without it.
 */
export default async function RatesPage({
  searchParams,
}: {
  searchParams: Promise<{ on?: string | string[] }>;
}) {
  const { on } = await searchParams;
  const day = typeof on === 'string' && isLocalDate(on) ? on : null;
  const { household, exchangeRates, rateSources } = await execute(RatesPage_Query, { on: day });
  return (
    <ClientMessages namespaces={['rates']}>
      <div className="grid max-w-3xl gap-6">
        <RatesView {...exchangeRates} today={household.today} baseCurrency={household.baseCurrency} />
        <RateSources sources={rateSources} timeZone={household.timeZone} now={new Date().toISOString()} />
      </div>
    </ClientMessages>
  );
}
