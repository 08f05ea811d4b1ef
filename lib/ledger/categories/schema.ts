import { z } from 'zod';
import { idField, requiredText } from '@/lib/platform/errors/parse-input';

const colorField = z
  .int({ error: 'A colour is a whole number.' })
  .min(1, { error: 'Colours are numbered 1 to 12.' })
  .max(12, { error: 'Colours are numbered 1 to 12.' });

export const addCategorySchema = z.object({
  name: requiredText('The name', 60),
  kind: z.enum(['INCOME', 'EXPENSE'], { error: 'A category is INCOME or EXPENSE.' }),
  parentId: idField.nullish(),
  color: colorField.nullish(),
});

export const updateCategorySchema = z.object({
  name: requiredText('The name', 60).optional(),
  parentId: idField.nullish(),
  archived: z.boolean({ error: 'Give true or false.' }).optional(),
  color: colorField.optional(),
});
