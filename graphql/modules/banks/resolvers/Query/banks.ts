import { bankProviders } from '@/lib/intake/banks/registry';
import type { QueryResolvers } from '../../../../__generated__/types';

export const banks: NonNullable<QueryResolvers['banks']> = (_parent, _args, context) => {
  context.scope();
  return bankProviders().filter(({ configured }) => configured);
};
