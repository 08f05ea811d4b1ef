export type { Category as CategoryMapper } from '@/lib/ledger/reference/category';
