import type { CategoryResolvers } from '../../../__generated__/types';

export const Category: CategoryResolvers = {};
