import { z } from 'zod';
import { prisma } from '@/lib/platform/db/prisma';
import { optionalText, parseInput } from '@/lib/platform/errors/parse-input';
import { toUser, USER_FIELDS } from './data';
import type { User } from './types';

const updateSchema = z.object({
  name: optionalText('The name', 100),
  locale: z.enum(['en', 'cs']).nullish(),
  theme: z.enum(['SYSTEM', 'LIGHT', 'DARK'], { error: 'The theme cannot be cleared.' }).optional(),
  monthlySummary: z
    .boolean({ error: 'The monthly summary is wanted or not: it cannot be cleared.' })
    .optional(),
});

/**
 * Changes a person's name, language, theme or wish for the monthly summary. Fields that are left out stay.
 */
export async function updateViewer(userId: string, rawInput: unknown): Promise<User> {
  const { name, locale, theme, monthlySummary } = parseInput(updateSchema, rawInput);
  const row = await prisma().user.update({
    where: { id: userId },
    data: { name, locale, theme, monthlySummary },
    select: USER_FIELDS,
  });
  return toUser(row);
}
