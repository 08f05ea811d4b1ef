export type { Account as AccountMapper } from '@/lib/accounts/types';
