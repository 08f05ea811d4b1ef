import type { BankAccountResolvers } from '../../../__generated__/types';

export const BankAccount: BankAccountResolvers = {};
