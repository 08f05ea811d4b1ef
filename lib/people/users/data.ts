import { db, type Queryable } from '@/lib/platform/db/pool';
import type { Locale, Theme, User } from './types';

type UserRow = {
  id: string;
  email: string;
  name: string | null;
  locale: Locale | null;
  theme: Theme | null;
  monthly_summary: boolean;
};

const COLUMNS = 'id, email, name, locale, theme, monthly_summary';
const toUser = ({ monthly_summary: monthlySummary, ...row }: UserRow): User => ({ ...row, monthlySummary });

export async function findUser(on: Queryable, id: string): Promise<User | null> {
  const { rows } = await on.query<UserRow>(`SELECT ${COLUMNS} FROM "user" WHERE id = $1`, [id]);
  return rows[0] ? toUser(rows[0]) : null;
}

/** The person an address belongs to, however it was typed. */
export async function findUserByEmail(on: Queryable, email: string): Promise<User | null> {
  const { rows } = await on.query<UserRow>(`SELECT ${COLUMNS} FROM "user" WHERE email = $1`, [
    email.trim().toLowerCase().slice(0, 254).replaceAll('\0', ''),
  ]);
  return rows[0] ? toUser(rows[0]) : null;
}

/** Whether the person has opened a link that was sent to their address. */
export async function isEmailVerified(userId: string): Promise<boolean> {
  const { rows } = await db().query<{ verified: boolean }>(
    'SELECT email_verified_at IS NOT NULL AS verified FROM "user" WHERE id = $1',
    [userId],
  );
  return rows[0]?.verified ?? false;
}

/**
 * What of a person's is needed to see whether a password is theirs; null for somebody who has none, or who
 * does not exist.
 */
export async function findPasswordHash(on: Queryable, userId: string): Promise<string | null> {
  const { rows } = await on.query<{ password_hash: string | null }>(
    'SELECT password_hash FROM "user" WHERE id = $1',
    [userId],
  );
  return rows[0]?.password_hash ?? null;
}

/** When a person will be erased; null unless they have asked for it. */
export async function findPersonDeletion(userId: string): Promise<Date | null> {
  const { rows } = await db().query<{ deletion_at: Date | null }>(
    'SELECT deletion_at FROM "user" WHERE id = $1',
    [userId],
  );
  return rows[0]?.deletion_at ?? null;
}
