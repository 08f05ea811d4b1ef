import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { hashPassword, newPasswordField, verifyPassword } from '../auth/password';
import { prisma } from '../db/prisma';
import { domainError } from '../errors/domain-error';
import { currencyField, optionalText, parseInput } from '../errors/parse-input';
import { starterCategories } from '../categories/starter';
import { createHouseholdKeys } from '../vault/household-vault';
import { endOtherSessions, startSession } from '../sessions/mutations';
import type { Locale, Theme, User } from './types';

const emailField = z
  .string({ error: 'The e-mail address is a text.' })
  .transform((email) => email.trim().toLowerCase())
  .refine((email) => email.length <= 254, { error: 'The e-mail address is too long: 254 characters are the limit.', params: { code: 'TOO_LONG' } })
  .refine((email) => z.email().safeParse(email).success, { error: 'This is not an e-mail address: write it like name@example.com.' });

const signUpSchema = z.object({
  email: emailField,
  password: newPasswordField,
  name: optionalText('The name', 100),
  baseCurrency: currencyField.nullish(),
});

const USER_FIELDS = { id: true, email: true, name: true, locale: true, theme: true } as const;
const toUser = (row: { id: string; email: string; name: string | null; locale: string | null; theme: string | null }): User => ({
  ...row,
  locale: row.locale as Locale | null,
  theme: row.theme as Theme | null,
});

/**
 * Registers a person with a household of their own: its keys, and a starter set of categories in `locale`.
 * Throws CONFLICT when the address is registered already.
 */
export async function signUp(rawInput: unknown, options: { locale?: Locale; timeZone?: string; demo?: boolean } = {}): Promise<User & { householdId: string }> {
  const input = parseInput(signUpSchema, rawInput);
  // Hashed before looking whether the address is taken, so that both answers take the same time.
  const passwordHash = await hashPassword(input.password);
  const [userId, householdId] = [uuidv7(), uuidv7()];
  const keys = createHouseholdKeys(householdId);
  const name = input.name ?? null;
  try {
    await prisma().$transaction([
      prisma().user.create({ data: { id: userId, email: input.email, name, passwordHash } }),
      prisma().household.create({
        data: {
          id: householdId,
          name: name ?? input.email.slice(0, input.email.indexOf('@')),
          baseCurrency: input.baseCurrency ?? 'CZK',
          timeZone: options.timeZone ?? 'Europe/Prague',
          demo: options.demo ?? false,
          memberships: { create: { userId, role: 'OWNER' } },
          dataKeys: { create: keys.row },
        },
      }),
      prisma().category.createMany({ data: starterCategories(options.locale ?? 'en').map((category) => ({ ...category, householdId })) }),
    ]);
  } catch (error) {
    if ((error as { code?: string }).code === 'P2002') {
      throw domainError('CONFLICT', 'This e-mail address is registered already: sign in with it.', 'input', 'email');
    }
    throw error;
  }
  return { id: userId, email: input.email, name, locale: null, theme: null, householdId };
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
});

/** Changes a person's name, language or theme. Fields that are left out stay. */
export async function updateViewer(userId: string, rawInput: unknown): Promise<User> {
  const input = parseInput(updateSchema, rawInput);
  return toUser(await prisma().user.update({ where: { id: userId }, data: { name: input.name, locale: input.locale, theme: input.theme }, select: USER_FIELDS }));
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
