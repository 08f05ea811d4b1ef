export type { Category as CategoryMapper } from '@/lib/ledger/categories/types';
