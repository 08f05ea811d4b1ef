import type { ProviderId } from '@/lib/intake/banks/provider';
import type { BankProviderId } from '../../__generated__/types';

/** GraphQL names have no hyphens. */
export function toProviderName(id: ProviderId): BankProviderId {
  return id.toUpperCase().replace('-', '_') as BankProviderId;
}

export function fromProviderName(name: BankProviderId): string {
  return name.toLowerCase().replace('_', '-');
}
