import type { ImportSumResolvers } from '../../../__generated__/types';

export const ImportSum: ImportSumResolvers = {};
