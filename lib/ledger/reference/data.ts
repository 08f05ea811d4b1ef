import { LRUCache } from 'lru-cache';
import type { HouseholdId } from '@/lib/platform/scope';
import type { Account, AccountType, SealedAccount } from './account';
import type { Category, CategoryKind } from './category';
import { db, type Queryable } from '@/lib/platform/db/pool';
import { type Household, type HouseholdRow, toHousehold } from '@/lib/people/households/data';
import { householdVault } from '@/lib/platform/vault/household-vault';

/**
 * What is small and needed by nearly every request of a household: its settings, accounts and categories. It
 * stays in memory as long as the household's reference version stands, so that lists put accounts and
 * categories on their rows without asking the database again (docs/decisions/reference-in-memory.md).
 */
export type Reference = {
  version: number;
  household: Household;
  accounts: ReadonlyMap<string, Account>;
  categories: ReadonlyMap<string, Category>;
  /** Accounts of the household that are not among `accounts`: they are private to others than `reader`. */
  hidden: ReadonlySet<string>;
  /** Whose view it is where it differs from that of others; null when there is only one. */
  reader: string | null;
};

const references = new LRUCache<string, Reference>({ max: 2_000 });

/**
 * The reference data at `version`, or newer when the household has moved on in between; from memory when it
 * is there.
 */
export async function loadReference(
  householdId: HouseholdId,
  version: number,
  on: Queryable = db(),
): Promise<Reference> {
  const known = references.get(householdId);
  if (known && known.version === version) return known;
  const loaded = await readReference(householdId, on);
  references.set(householdId, loaded);
  return loaded;
}

/** Views by their reader, as long as what they are views of is in memory. */
const views = new WeakMap<Reference, Map<string, Reference>>();

/**
 * The reference data as one person sees it: without the accounts that are private to others. Whatever is read
 * with it leaves out what belongs to those (docs/decisions/private-accounts.md).
 */
export function referenceFor(reference: Reference, userId: string): Reference {
  const privateAccounts = [...reference.accounts.values()].filter(({ privateToId }) => privateToId !== null);
  if (privateAccounts.length === 0) return reference;
  const known = views.get(reference) ?? new Map<string, Reference>();
  views.set(reference, known);
  let view = known.get(userId);
  if (!view) {
    const hidden = new Set(
      privateAccounts.filter(({ privateToId }) => privateToId !== userId).map(({ id }) => id),
    );
    view = {
      ...reference,
      accounts: new Map([...reference.accounts].filter(([id]) => !hidden.has(id))),
      hidden,
      reader: userId,
    };
    known.set(userId, view);
  }
  return view;
}

/**
 * Reads the reference data past the memory: for a transaction that has changed it and may still be rolled
 * back.
 */
export async function readReference(householdId: HouseholdId, on: Queryable = db()): Promise<Reference> {
  // One statement is one snapshot: accounts, categories and the version they belong to cannot come apart.
  const { rows } = await on.query<{
    household: HouseholdRow;
    accounts: AccountRow[];
    categories: CategoryRow[];
  }>({
    name: 'reference',
    text: `SELECT to_jsonb(h) AS household,
        coalesce((SELECT jsonb_agg(to_jsonb(a) ORDER BY array_position(ARRAY['CHECKING', 'SAVINGS',
          'CASH']::account_type[], a.type), a.type, lower(a.name), a.id) FROM account a
          WHERE a.household_id = h.id), '[]') AS accounts,
        coalesce((SELECT jsonb_agg(to_jsonb(c) ORDER BY c.kind, lower(c.name), c.id) FROM category c
          WHERE c.household_id = h.id), '[]') AS categories
      FROM household h WHERE h.id = $1`,
    values: [householdId],
  });
  const row = rows[0];
  if (!row) throw new Error('The household does not exist.');
  const vault = await householdVault(householdId, on);
  const accounts = new Map(
    row.accounts.map((account) => {
      const sealed = vault.open<SealedAccount>(
        'account',
        account.id,
        Buffer.from(account.sealed.slice(2), 'hex'),
      );
      return [account.id, toAccount(account, sealed)] as const;
    }),
  );
  return {
    version: row.household.reference_version,
    household: toHousehold(householdId, row.household),
    accounts,
    categories: toCategoryTree(row.categories),
    hidden: new Set(),
    reader: null,
  };
}

type AccountRow = {
  id: string;
  name: string;
  type: AccountType;
  currency: string;
  closed_on: string | null;
  sealed: string;
  private_to_id: string | null;
  counted: boolean;
  created_at: string;
};
type CategoryRow = {
  id: string;
  name: string;
  kind: CategoryKind;
  color: number;
  archived: boolean;
  parent_id: string | null;
};

function toAccount(row: AccountRow, sealed: SealedAccount): Account {
  return {
    id: row.id,
    name: row.name,
    type: row.type,
    currency: row.currency,
    closedOn: row.closed_on,
    openingBalanceMinor: BigInt(sealed.o),
    number: sealed.n ?? null,
    privateToId: row.private_to_id,
    counted: row.counted,
    createdAt: new Date(row.created_at),
  };
}

/** Categories in display order: each of the first level is followed by its children. */
function toCategoryTree(rows: CategoryRow[]): Map<string, Category> {
  const byId = new Map<string, Category>();
  for (const row of rows.filter((candidate) => candidate.parent_id === null)) {
    const parent: Category = {
      id: row.id,
      name: row.name,
      kind: row.kind,
      color: row.color,
      archived: row.archived,
      parent: null,
    };
    byId.set(row.id, parent);
    for (const child of rows.filter((candidate) => candidate.parent_id === row.id)) {
      byId.set(child.id, {
        id: child.id,
        name: child.name,
        kind: child.kind,
        color: parent.color,
        archived: child.archived,
        parent,
      });
    }
  }
  return byId;
}
