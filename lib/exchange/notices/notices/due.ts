import { addMonths, type LocalDate, monthOf, type MonthStart } from '@/lib/core/dates/local-date';

/** Days before a consent ends on which its person is told. */
const STEPS = [1, 7, 14] as const;
/**
 * On so many first days of a month its summary may still go out: for a worker that was away, and for who
 * switches it on late.
 */
const SUMMARY_DAYS = 5;

/** Days of the calendar from `today` to `date`; negative when it is over. */
export function daysUntil(date: LocalDate, today: LocalDate): number {
  return (Date.parse(`${date}T00:00:00Z`) - Date.parse(`${today}T00:00:00Z`)) / 86_400_000;
}

/**
 * The step that is due so many days before the end, or null while it is too early. Between two steps it is
 * still the earlier one, so that a day on which nobody looked is made up for; that each step makes one mail
 * is the matter of its key.
 */
export function consentStep(daysLeft: number): (typeof STEPS)[number] | null {
  if (daysLeft < 0) return null;
  return STEPS.find((step) => daysLeft <= step) ?? null;
}

/** The month whose summary is due on a day, or null. */
export function summaryMonth(today: LocalDate): MonthStart | null {
  return Number(today.slice(8)) <= SUMMARY_DAYS ? addMonths(monthOf(today), -1) : null;
}
