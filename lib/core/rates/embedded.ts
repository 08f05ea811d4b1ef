import type { LocalDate } from '@/lib/core/dates/local-date';
import embedded from './embedded/rates.json';
import type { PublishedRate } from './types';

/** The rates that come with the program, of the days after `after`; all of them when it is null. */
export function embeddedRates(after: LocalDate | null): PublishedRate[] {
  const days = embedded.days as (string | null)[][];
  return days.flatMap(([date = null, ...rates]) =>
    date === null || (after !== null && date <= after)
      ? []
      : rates.flatMap((rate, index) =>
          rate === null ? [] : [{ base: 'EUR', quote: embedded.currencies[index] ?? '', date, rate }],
        ),
  );
}
