import { flattenAmount } from '@/lib/intake/files/merge-mapping';
import type { ImportMappingResolvers } from '../../../__generated__/types';

export const ImportMapping: ImportMappingResolvers = {
  amountKind: ({ amount }) => flattenAmount(amount).amountKind,
  amountColumn: ({ amount }) => flattenAmount(amount).amountColumn,
  inverted: ({ amount }) => flattenAmount(amount).inverted,
  inColumn: ({ amount }) => flattenAmount(amount).inColumn,
  outColumn: ({ amount }) => flattenAmount(amount).outColumn,
  markColumn: ({ amount }) => flattenAmount(amount).markColumn,
  outMarks: ({ amount }) => flattenAmount(amount).outMarks,
};
