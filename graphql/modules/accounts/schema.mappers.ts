export type { Account as AccountMapper } from '@/lib/ledger/accounts/types';
