import { statementDecimal } from '../decimal-of';
import type { ImportStatementResolvers } from '../../../__generated__/types';

export const ImportStatement: ImportStatementResolvers = {
  accountNumber: ({ account }) => account,
  account: ({ target }) => target,
  sum: ({ sum, currency, target }) => statementDecimal(sum, currency, target?.currency),
  difference: ({ difference, currency, target }) =>
    difference === null ? null : statementDecimal(difference, currency, target?.currency),
  opening: ({ opening, currency }) => opening && { ...opening, currency },
  closing: ({ closing, currency }) => closing && { ...closing, currency },
};
