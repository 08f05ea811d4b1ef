import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { hashPassword, newPasswordField, verifyPassword } from '../auth/password';
import { inTransaction } from '../db/pool';
import { prisma } from '../db/prisma';
import { domainError } from '../errors/domain-error';
import { currencyField, optionalText, parseInput } from '../errors/parse-input';
import { foundHousehold } from '../households/found';
import { queueMail } from '../mail/queue';
import { joinByInvitation } from '../people/mutations';
import { endOtherSessions, startSession } from '../sessions/mutations';
import { emailField } from './email-field';
import type { Locale, Theme, User } from './types';

const signUpSchema = z.object({
  email: emailField,
  password: newPasswordField,
  name: optionalText('The name', 100),
  baseCurrency: currencyField.nullish(),
  invitation: z.string({ error: 'The token of an invitation is a text.' }).nullish(),
});

const USER_FIELDS = { id: true, email: true, name: true, locale: true, theme: true, monthlySummary: true } as const;
const toUser = (row: { id: string; email: string; name: string | null; locale: string | null; theme: string | null; monthlySummary: boolean }): User => ({
  ...row,
  locale: row.locale as Locale | null,
  theme: row.theme as Theme | null,
});

/**
 * Registers a person with a household of their own: its keys, and a starter set of categories in `locale`; or in the household that
 * invited them. A mail welcomes them. Throws CONFLICT when the address is registered already.
 */
export async function signUp(rawInput: unknown, options: { locale?: Locale; timeZone?: string; demo?: boolean } = {}): Promise<User & { householdId: string }> {
  const input = parseInput(signUpSchema, rawInput);
  // Hashed before looking whether the address is taken, so that both answers take the same time.
  const passwordHash = await hashPassword(input.password);
  const name = input.name ?? null;
  // Mails have no browser whose language could decide. English is what they are in otherwise, so only Czech has to be remembered.
  const locale = options.locale === 'cs' ? 'cs' : null;
  const user: User = { id: uuidv7(), email: input.email, name, locale, theme: null, monthlySummary: false };
  try {
    const householdId = await inTransaction(async (tx) => {
      await tx.query('INSERT INTO "user" (id, email, name, password_hash, locale) VALUES ($1, $2, $3, $4, $5)', [user.id, user.email, name, passwordHash, locale]);
      const id = input.invitation
        ? await joinByInvitation(tx, { user, device: null, address: null }, input.invitation, ['input', 'invitation'])
        : await foundHousehold(tx, user, { ...options, baseCurrency: input.baseCurrency ?? 'CZK' });
      await queueMail(tx, { householdId: id, userId: user.id, key: `welcome:${user.id}`, about: { kind: 'WELCOME' } });
      return id;
    });
    return { ...user, householdId };
  } catch (error) {
    if ((error as { constraint?: string }).constraint === 'user_email_key') {
      throw domainError('CONFLICT', 'This e-mail address is registered already: sign in with it.', 'input', 'email');
    }
    throw error;
  }
}

/** The person that e-mail and password belong to, or null; an unknown address takes as long as a wrong password. */
export async function checkPassword(email: string, password: string): Promise<User | null> {
  const row = await prisma().user.findUnique({ where: { email: email.trim().toLowerCase().slice(0, 254).replaceAll('\0', '') }, select: { ...USER_FIELDS, passwordHash: true } });
  const fits = await verifyPassword(row?.passwordHash ?? null, password.slice(0, 1_000));
  if (!row || !fits) return null;
  const { passwordHash: _secret, ...user } = row;
  return toUser(user);
}

/**
 * Checks e-mail and password and starts a session. Throws one and the same DomainError for an unknown address and for a wrong
 * password.
 */
export async function signIn(input: { email: string; password: string }, device: string | null): Promise<{ user: User; token: string; expiresAt: Date }> {
  const user = await checkPassword(input.email, input.password);
  if (!user) throw domainError('INVALID', 'E-mail address or password is wrong.', 'input', 'password');
  const { token, expiresAt } = await startSession(user.id, device);
  return { user, token, expiresAt };
}

const updateSchema = z.object({
  name: optionalText('The name', 100),
  locale: z.enum(['en', 'cs']).nullish(),
  theme: z.enum(['SYSTEM', 'LIGHT', 'DARK'], { error: 'The theme cannot be cleared.' }).optional(),
  monthlySummary: z.boolean({ error: 'The monthly summary is wanted or not: it cannot be cleared.' }).optional(),
});

/** Changes a person's name, language, theme or wish for the monthly summary. Fields that are left out stay. */
export async function updateViewer(userId: string, rawInput: unknown): Promise<User> {
  const { name, locale, theme, monthlySummary } = parseInput(updateSchema, rawInput);
  return toUser(await prisma().user.update({ where: { id: userId }, data: { name, locale, theme, monthlySummary }, select: USER_FIELDS }));
}

const changePasswordSchema = z.object({ currentPassword: z.string(), newPassword: newPasswordField });

/** Sets a new password and ends all sessions but the one that asks. Throws INVALID when the current password does not fit. */
export async function changePassword(userId: string, sessionId: string, rawInput: unknown): Promise<User> {
  const input = parseInput(changePasswordSchema, rawInput);
  const row = await prisma().user.findUniqueOrThrow({ where: { id: userId }, select: { ...USER_FIELDS, passwordHash: true } });
  if (!(await verifyPassword(row.passwordHash, input.currentPassword.slice(0, 1_000)))) {
    throw domainError('INVALID', 'The current password is wrong.', 'input', 'currentPassword');
  }
  const passwordHash = await hashPassword(input.newPassword);
  const user = await prisma().user.update({ where: { id: userId }, data: { passwordHash }, select: USER_FIELDS });
  await endOtherSessions(userId, sessionId);
  return toUser(user);
}
