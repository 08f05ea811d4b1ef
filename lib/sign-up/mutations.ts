import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { hashPassword, newPasswordField } from '../auth/password';
import { proveHousehold } from '../auth/scope';
import { starterCategories } from '../categories/starter';
import { inTransaction, type Queryable } from '../db/pool';
import { currencyField, optionalText, parseInput } from '../errors/parse-input';
import { queueMail, queuePersonalMail } from '../mail/queue';
import { findUserByEmail } from '../users/data';
import { emailField } from '../users/schema';
import type { Locale, User } from '../users/types';
import { createHouseholdKeys } from '../vault/household-vault';

const schema = z.object({
  email: emailField,
  password: newPasswordField,
  name: optionalText('The name', 100),
  baseCurrency: currencyField.nullish(),
});

export type Settings = { baseCurrency?: string; locale?: Locale; timeZone?: string; demo?: boolean };
export type Registered = User & { householdId: string };

/**
 * Registers a person with a household of their own: its keys, and a starter set of categories in `locale`. A mail welcomes them and lets
 * them confirm their address.
 *
 * The answer is the same for an address that is registered already, and so is the work, which is then taken back: only a mail to that
 * address tells the difference. The person returned in that case does not exist.
 */
export async function signUp(rawInput: unknown, settings: Settings = {}): Promise<Registered> {
  const { email, password, name = null, baseCurrency } = parseInput(schema, rawInput);
  const passwordHash = await hashPassword(password);
  const person = { email, name: name ?? null, passwordHash, verified: settings.demo ?? false };
  const register = () =>
    inTransaction(async (tx) => {
      const known = await findUserByEmail(tx, email);
      if (!known) return foundPerson(tx, person, { ...settings, baseCurrency: baseCurrency ?? 'CZK' });
      await tx.query('SAVEPOINT before');
      const nobody = await foundPerson(tx, { ...person, email: `${uuidv7()}@nobody.invalid` }, { ...settings, baseCurrency: baseCurrency ?? 'CZK' });
      await tx.query('ROLLBACK TO SAVEPOINT before');
      await queuePersonalMail(tx, known.id, { kind: 'ADDRESS_KNOWN' });
      return { ...nobody, email };
    });
  // Two that register one address at once: the second one finds the first.
  return register().catch((error: unknown) => {
    if ((error as { constraint?: string }).constraint === 'user_email_key') return register();
    throw error;
  });
}

/** Writes a person and their household, in the caller's transaction. `passwordHash` is null for who signs in elsewhere. */
export async function foundPerson(tx: Queryable, person: { email: string; name: string | null; passwordHash: string | null; verified: boolean }, settings: Settings): Promise<Registered> {
  // Mails have no browser whose language could decide. English is what they are in otherwise, so only Czech has to be remembered.
  const locale = settings.locale === 'cs' ? 'cs' : null;
  const user: User = { id: uuidv7(), email: person.email, name: person.name, locale, theme: null, monthlySummary: false };
  await tx.query('INSERT INTO "user" (id, email, name, password_hash, locale, email_verified_at) VALUES ($1, $2, $3, $4, $5, CASE WHEN $6 THEN now() END)', [user.id, user.email, user.name, person.passwordHash, locale, person.verified]);
  const householdId = await foundHousehold(tx, user, settings);
  await queueMail(tx, { householdId, userId: user.id, key: `welcome:${user.id}`, about: { kind: 'WELCOME' } });
  return { ...user, householdId };
}

async function foundHousehold(tx: Queryable, owner: User, { baseCurrency = 'CZK', locale = 'en', timeZone = 'Europe/Prague', demo = false }: Settings) {
  const id = proveHousehold(uuidv7());
  const { row: keys } = createHouseholdKeys(id);
  const name = owner.name ?? owner.email.slice(0, owner.email.indexOf('@'));
  await tx.query('INSERT INTO household (id, name, base_currency, time_zone, demo) VALUES ($1, $2, $3, $4, $5)', [id, name, baseCurrency, timeZone, demo]);
  await tx.query(`INSERT INTO membership (user_id, household_id, role) VALUES ($1, $2, 'OWNER')`, [owner.id, id]);
  await tx.query('INSERT INTO data_key (household_id, version, master_key_id, wrapped) VALUES ($1, $2, $3, $4)', [id, keys.version, keys.masterKeyId, keys.wrapped]);
  await tx.query(
    `INSERT INTO category (id, household_id, parent_id, kind, name, color)
      SELECT id, $1, "parentId", kind, name, color FROM jsonb_to_recordset($2) AS starter(id uuid, "parentId" uuid, kind category_kind, name text, color smallint)`,
    [id, JSON.stringify(starterCategories(locale))],
  );
  return id;
}
