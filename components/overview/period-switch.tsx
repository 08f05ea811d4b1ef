import { getLocale, getTranslations } from 'next-intl/server';
import { TabLinks } from '@/components/ui/tab-links';
import { formatPeriod } from './format-period';
import { periodNames, type Period } from './period';
import { RangePopover } from './range-popover';

const labels = {
  'this-month': 'thisMonth',
  'last-month': 'lastMonth',
  quarter: 'quarter',
  year: 'year',
  '12-months': '12months',
} as const;

/** Which days the page is about. The choice is in the address, so Back, reload and sharing work. */
export async function PeriodSwitch({ period, today }: { period: Period; today: string }) {
  const [t, locale] = await Promise.all([getTranslations('dashboard'), getLocale()]);
  return (
    <div className="flex max-w-full min-w-0 items-center gap-2 max-sm:-mx-4 max-sm:max-w-[calc(100%+2rem)] max-sm:overflow-x-auto max-sm:px-4 xl:justify-end">
      <TabLinks
        label={t('period')}
        className="max-sm:max-w-none max-sm:shrink-0"
        tabs={periodNames.map((name) => ({
          href: name === 'this-month' ? '/' : `/?period=${name}`,
          label: t(labels[name]),
          current: name === period.name,
        }))}
      />
      <RangePopover
        key={`${period.from} ${period.to}`}
        from={period.from}
        to={period.to}
        today={today}
        label={period.name === 'range' ? formatPeriod(period, locale) : null}
      />
    </div>
  );
}
