import type { SkippedRowResolvers } from '../../../__generated__/types';

export const SkippedRow: SkippedRowResolvers = {};
