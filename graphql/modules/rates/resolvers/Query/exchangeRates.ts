import { currencyField } from '@/lib/core/money/currency-field';
import { dateField } from '@/lib/core/dates/date-field';
import { parseInput } from '@/lib/platform/errors/parse-input';
import { listExchangeRates } from '@/lib/core/rates/data';
import type { QueryResolvers } from '../../../../__generated__/types';

export const exchangeRates: NonNullable<QueryResolvers['exchangeRates']> = async (
  _parent,
  { on, currencies },
  context,
) => {
  const { ratesVersion } = context.scope();
  if (on != null) parseInput(dateField, on, ['on']);
  for (const currency of currencies ?? []) parseInput(currencyField, currency, ['currencies']);
  const [{ household, accounts }, today] = [await context.reference(), await context.today()];
  const wanted = currencies ?? [...accounts.values()].map(({ currency }) => currency);
  return listExchangeRates(
    household.baseCurrency,
    wanted,
    on != null && on < today ? on : today,
    ratesVersion,
  );
};
