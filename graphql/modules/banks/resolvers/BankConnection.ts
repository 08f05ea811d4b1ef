import { toProviderName } from '../provider-id';
import type { BankConnectionResolvers } from '../../../__generated__/types';

const DAY_MS = 86_400_000;

export const BankConnection: BankConnectionResolvers = {
  provider: ({ provider }) => toProviderName(provider),
  problem: ({ problem }) => problem?.message ?? null,
  problemCode: ({ problem }) => problem?.code ?? null,
  consentDaysLeft: ({ consentEndsAt }) =>
    consentEndsAt === null ? null : Math.max(0, Math.floor((consentEndsAt.getTime() - Date.now()) / DAY_MS)),
};
