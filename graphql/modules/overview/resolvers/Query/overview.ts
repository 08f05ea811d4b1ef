import { overview as overviewOfPeriod } from '@/lib/insight/overview/data';
import { dateField } from '@/lib/core/dates/date-field';
import { parseInput } from '@/lib/platform/errors/parse-input';
import { badInput } from '@/graphql/errors';
import type { QueryResolvers } from '../../../../__generated__/types';

export const overview: NonNullable<QueryResolvers['overview']> = async (_parent, { from, to }, context) => {
  const { householdId, ratesVersion } = context.scope();
  parseInput(dateField, from, ['from']);
  parseInput(dateField, to, ['to']);
  if (from > to) throw badInput('The period ends before it begins: swap from and to.');
  return overviewOfPeriod(householdId, await context.reference(), { from, to }, await context.today(), {
    ledgerVersion: context.ledgerVersion(),
    ratesVersion,
  });
};
