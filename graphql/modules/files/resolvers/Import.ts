import { previewImport } from '@/lib/intake/files/data';
import type { ImportResolvers } from '../../../__generated__/types';

export const Import: ImportResolvers = {
  preview: async (parent, _args, context) =>
    previewImport(context.scope().householdId, await context.reference(), parent),
};
