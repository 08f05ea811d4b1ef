export type { Account as AccountMapper } from '@/lib/ledger/reference/account';
