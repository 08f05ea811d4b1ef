'use client';

import { useLocale, useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { formatDate } from '@/components/ui/format-date';
import { RelativeTime } from '@/components/ui/relative-time';
import type { RateSourceState } from './queries';
import { useFetchRates } from './use-fetch-rates';

interface RateSourcesProps {
  sources: readonly RateSourceState[];
  timeZone: string;
  now: string;
}

/** Who is asked for rates and how that has gone. */
export function RateSources({ sources, timeZone, now }: RateSourcesProps) {
  const t = useTranslations('rates');
  const asked = sources.filter(({ id, configured }) => configured && id !== 'EMBEDDED');
  const { fetchNow, pending } = useFetchRates(asked);
  const button = asked.length > 0 && (
    <Button size="sm" pending={pending} onClick={() => void fetchNow()}>
      {t(pending ? 'fetching' : 'fetchNow')}
    </Button>
  );
  return (
    <Card title={t('sources')} aside={button} flush>
      <ul>
        {sources.map((source) => (
          <SourceRow key={source.id} source={source} timeZone={timeZone} now={now} />
        ))}
      </ul>
    </Card>
  );
}

function SourceRow({
  source: { id, configured, fetchedAt, newestDate, problem },
  timeZone,
  now,
}: {
  source: RateSourceState;
  timeZone: string;
  now: string;
}) {
  const t = useTranslations('rates');
  const locale = useLocale();
  return (
    <li className="border-t border-line px-4 py-3 sm:px-6">
      <p className={configured ? 'font-medium' : 'text-muted'}>{t(`sourceNames.${id}`)}</p>
      <p className="flex flex-wrap gap-x-3 text-12 text-muted">
        {!configured && <span>{t('notConfigured')}</span>}
        {configured && id !== 'EMBEDDED' && (
          <span>
            {fetchedAt
              ? t.rich('fetched', {
                  when: () => <RelativeTime instant={fetchedAt} now={now} timeZone={timeZone} />,
                })
              : t('notFetched')}
          </span>
        )}
        {newestDate && <span>{t('newest', { date: formatDate(newestDate, locale) })}</span>}
      </p>
      {configured && problem && (
        <p className="mt-1 text-12 text-wrong" title={problem}>
          {t('problem')}
        </p>
      )}
    </li>
  );
}
