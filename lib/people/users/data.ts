import { prisma } from '@/lib/platform/db/prisma';
import type { Locale, Theme, User } from './types';

export const USER_FIELDS = {
  id: true,
  email: true,
  name: true,
  locale: true,
  theme: true,
  monthlySummary: true,
} as const;

type UserRow = Omit<User, 'locale' | 'theme'> & { locale: string | null; theme: string | null };

export function toUser(row: UserRow): User {
  return { ...row, locale: row.locale as Locale | null, theme: row.theme as Theme | null };
}

export async function findUser(id: string): Promise<User | null> {
  const row = await prisma().user.findFirst({ where: { id }, select: USER_FIELDS });
  return row && toUser(row);
}

/** The person an address belongs to, however it was typed. */
export async function findUserByEmail(email: string): Promise<User | null> {
  const typed = email.trim().toLowerCase().slice(0, 254).replaceAll('\0', '');
  const row = await prisma().user.findFirst({ where: { email: typed }, select: USER_FIELDS });
  return row && toUser(row);
}

/** Whether the person has opened a link that was sent to their address. */
export async function isEmailVerified(userId: string): Promise<boolean> {
  const row = await prisma().user.findFirst({ where: { id: userId }, select: { emailVerifiedAt: true } });
  return Boolean(row?.emailVerifiedAt);
}

/**
 * What is needed to see whether a password is the person's; null for somebody who has none, or who does not
 * exist.
 */
export async function findPasswordHash(userId: string): Promise<string | null> {
  const row = await prisma().user.findFirst({ where: { id: userId }, select: { passwordHash: true } });
  return row?.passwordHash ?? null;
}

/** When a person will be erased; null unless they have asked for it. */
export async function findPersonDeletion(userId: string): Promise<Date | null> {
  const row = await prisma().user.findFirst({ where: { id: userId }, select: { deletionAt: true } });
  return row?.deletionAt ?? null;
}
