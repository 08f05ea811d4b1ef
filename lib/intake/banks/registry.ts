import type { BankProvider, ProviderId } from './provider';
import { csas } from './csas/provider';
import { fio } from './fio/provider';
import { mockBank } from './mock/provider';

const providers: Record<ProviderId, () => BankProvider> = { 'mock-bank': mockBank, csas, fio };

/** Every bank that Saldo knows, configured or not. */
export function bankProviders(): BankProvider[] {
  return Object.values(providers).map((create) => create());
}

export function bankProvider(id: ProviderId): BankProvider {
  return providers[id]();
}
