import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { inEvenTime } from '../even-time';
import { hashPassword, newPasswordField, refuseObvious } from '../password/hash';
import { sqlState, UNIQUE_VIOLATION } from '@/lib/platform/db/errors';
import { inTransaction, type Queryable } from '@/lib/platform/db/pool';
import { prisma } from '@/lib/platform/db/prisma';
import { currencyField } from '@/lib/core/money/currency-field';
import { optionalText, parseInput } from '@/lib/platform/errors/parse-input';
import { foundHousehold } from '@/lib/people/households/mutations';
import { queueMail, queuePersonalMail } from '@/lib/platform/mail/queue';
import { joinByInvitation } from '@/lib/people/memberships/mutations';
import { findUserByEmail } from '@/lib/people/users/data';
import { emailField } from '@/lib/people/users/schema';
import type { Locale, User } from '@/lib/people/users/types';

const schema = z.object({
  email: emailField,
  password: newPasswordField,
  name: optionalText('The name', 100),
  baseCurrency: currencyField.nullish(),
  invitation: z.string({ error: 'The token of an invitation is a text.' }).nullish(),
});

/**
 * `invitation` is the token of one to the person's address: they join its household instead of founding their
 * own.
 */
export type Settings = {
  baseCurrency?: string;
  locale?: Locale;
  timeZone?: string;
  demo?: boolean;
  invitation?: string | null;
};
export type Registered = User & { householdId: string };

/**
 * Registers a person with a household of their own: its keys, and a starter set of categories in `locale`; or
 * in the household that invited them. A mail welcomes them and lets them confirm their address, unless an
 * invitation that was sent there has proved it.
 *
 * The answer is the same for an address that is registered already, and so are the work, which is then taken
 * back, and its time: only a mail to that address tells the difference. The person returned in that case does
 * not exist.
 */
export async function signUp(rawInput: unknown, settings: Settings = {}): Promise<Registered> {
  const { email, password, name = null, baseCurrency, invitation = null } = parseInput(schema, rawInput);
  refuseObvious(password, { email, name }, 'input', 'password');
  const passwordHash = await hashPassword(password);
  const person = {
    email,
    name: name ?? null,
    passwordHash,
    verified: (settings.demo ?? false) || invitation !== null,
  };
  const register = () =>
    inTransaction(async (tx) => {
      const known = await findUserByEmail(email);
      if (!known)
        return foundPerson(tx, person, { ...settings, baseCurrency: baseCurrency ?? 'CZK', invitation });
      await tx.query('SAVEPOINT before');
      const nobody = await foundPerson(
        tx,
        { ...person, email: `${uuidv7()}@nobody.invalid` },
        { ...settings, baseCurrency: baseCurrency ?? 'CZK' },
      );
      await tx.query('ROLLBACK TO SAVEPOINT before');
      await queuePersonalMail(tx, known.id, { kind: 'ADDRESS_KNOWN' });
      return { ...nobody, email };
    });
  // Two that register one address at once: the second one finds the first.
  return inEvenTime(() =>
    register().catch((error: unknown) => {
      if (sqlState(error) === UNIQUE_VIOLATION) return register();
      throw error;
    }),
  );
}

/**
 * Writes a person and their household, in the caller's transaction. `passwordHash` is null for who signs in
 * elsewhere.
 */
export async function foundPerson(
  tx: Queryable,
  person: { email: string; name: string | null; passwordHash: string | null; verified: boolean },
  settings: Settings,
): Promise<Registered> {
  // Mails have no browser whose language could decide. English is what they are in otherwise, so only Czech
  // has to be remembered.
  const locale = settings.locale === 'cs' ? 'cs' : null;
  const user: User = {
    id: uuidv7(),
    email: person.email,
    name: person.name,
    locale,
    theme: null,
    monthlySummary: false,
  };
  await prisma().user.create({
    data: {
      id: user.id,
      email: user.email,
      name: user.name,
      passwordHash: person.passwordHash,
      locale,
      emailVerifiedAt: person.verified ? new Date() : null,
    },
  });
  const { invitation, baseCurrency = 'CZK', ...rest } = settings;
  const householdId = invitation
    ? await joinByInvitation(tx, { user, device: null, address: null }, invitation, ['input', 'invitation'])
    : await foundHousehold(user, { ...rest, baseCurrency });
  await queueMail(tx, {
    householdId,
    userId: user.id,
    key: `welcome:${user.id}`,
    about: { kind: 'WELCOME' },
  });
  return { ...user, householdId };
}
