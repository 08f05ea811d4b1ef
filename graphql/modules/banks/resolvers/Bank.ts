import { toProviderName } from '../provider-id';
import type { BankResolvers } from '../../../__generated__/types';

export const Bank: BankResolvers = {
  provider: ({ id }) => toProviderName(id),
};
