import { z } from 'zod';
import { isCurrencyCode } from './currency';

/** A currency in an input. */
export const currencyField = z
  .string({ error: 'A currency is three capital letters of ISO 4217, such as CZK.' })
  .refine(isCurrencyCode, {
    error: 'This currency is not known: give three capital letters of ISO 4217, such as CZK.',
  });
