export type { Category as CategoryMapper } from '@/lib/categories/types';
