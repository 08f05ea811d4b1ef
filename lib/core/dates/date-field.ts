import { z } from 'zod';
import { isLocalDate } from './local-date';

/** A day of the calendar in an input. */
export const dateField = z.string({ error: 'A date is written YYYY-MM-DD.' }).refine(isLocalDate, {
  error: 'This is not a day of the calendar: write it YYYY-MM-DD, between 1900 and 2199.',
});
