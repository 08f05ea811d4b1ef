import type { ImportColumnResolvers } from '../../../__generated__/types';

export const ImportColumn: ImportColumnResolvers = {};
