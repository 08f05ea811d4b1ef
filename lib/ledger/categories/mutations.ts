import { v7 as uuidv7 } from 'uuid';
import type { HouseholdId } from '@/lib/platform/scope';
import { inTransaction } from '@/lib/platform/db/pool';
import { domainError } from '@/lib/platform/errors/domain-error';
import { parseInput } from '@/lib/platform/errors/parse-input';
import { answerOnce } from '@/lib/people/households/idempotency';
import { bumpReference } from '@/lib/people/households/mutations';
import { readReference } from '@/lib/people/households/data';
import { applyPostings, type Ledger, lockLedger, type Posting } from '@/lib/ledger/cells/mutations';
import type { SealedTransaction, TransactionKind } from '@/lib/ledger/transactions/types';
import { addCategorySchema, updateCategorySchema } from './schema';
import type { Category } from './types';

/** Adds a category of the first level, or a subcategory when parentId is given. */
export async function addCategory(householdId: HouseholdId, rawInput: unknown): Promise<Category> {
  const { idempotencyKey, ...input } = parseInput(addCategorySchema, rawInput);
  return change(householdId, async (ledger) => {
    const id = uuidv7();
    const first = await answerOnce(ledger.tx, householdId, ledger.vault, {
      operation: 'addCategory',
      key: idempotencyKey,
      input,
      resultId: id,
    });
    if (first) return first;
    const parent = parentFor(ledger, input.parentId ?? null, input.kind, null);
    refuseUsedName(ledger, { id, name: input.name, kind: input.kind, parentId: parent?.id ?? null });
    const color = input.color ?? parent?.color ?? leastUsedColor(ledger);
    await ledger.tx.query(
      'INSERT INTO category (id, household_id, parent_id, kind, name, color) VALUES ($1, $2, $3, $4, $5, $6)',
      [id, householdId, parent?.id ?? null, input.kind, input.name, color],
    );
    return id;
  });
}

/** Renames, recolours, moves or archives a category. */
export async function updateCategory(
  householdId: HouseholdId,
  id: string,
  rawInput: unknown,
): Promise<Category> {
  const input = parseInput(updateCategorySchema, rawInput);
  return change(householdId, async (ledger) => {
    const category = existing(ledger, id, 'id');
    const parent =
      input.parentId === undefined ? category.parent : parentFor(ledger, input.parentId, category.kind, id);
    const name = input.name ?? category.name;
    const archived = input.archived ?? category.archived;
    if (!archived) refuseUsedName(ledger, { id, name, kind: category.kind, parentId: parent?.id ?? null });
    await ledger.tx.query(
      'UPDATE category SET name = $3, parent_id = $4, archived = $5, color = $6 WHERE id = $1 AND household_id = $2',
      [id, householdId, name, parent?.id ?? null, archived, input.color ?? category.color],
    );
    return id;
  });
}

/**
 * Moves a category's transactions to `into`, or leaves them uncategorised, and removes it, as one change.
 * Its subcategories go to `into` when that is of the first level, and become categories of the first level otherwise.
 * Returns the category as it was.
 */
export async function removeCategory(
  householdId: HouseholdId,
  id: string,
  into: string | null,
): Promise<Category> {
  return inTransaction(async (tx) => {
    const ledger = await lockLedger(tx, householdId);
    const category = existing(ledger, id, 'id');
    const target = into === null ? null : existing(ledger, into, 'into');
    if (target?.id === id)
      throw domainError('INVALID', 'A category cannot take over from itself: choose another one.', 'into');
    if (target && target.kind !== category.kind)
      throw domainError(
        'NOT_ALLOWED',
        'An income category cannot take over from an expense category, nor the other way round.',
        'into',
      );
    const newParent = target && target.parent === null ? target.id : null;
    for (const child of ledger.reference.categories.values()) {
      if (child.parent?.id === id && !child.archived)
        refuseUsedName(
          ledger,
          { id: child.id, name: child.name, kind: child.kind, parentId: newParent },
          'id',
        );
    }
    await tx.query('UPDATE category SET parent_id = $3 WHERE parent_id = $1 AND household_id = $2', [
      id,
      householdId,
      newParent,
    ]);

    const postings = await postingsOf(ledger, id);
    await tx.query(
      'UPDATE transaction SET category_id = $3, updated_at = now() WHERE category_id = $1 AND household_id = $2',
      [id, householdId, target?.id ?? null],
    );
    await applyPostings(
      ledger,
      postings,
      postings.map((posting) => ({ ...posting, categoryId: target?.id ?? null })),
    );
    await tx.query('DELETE FROM category WHERE id = $1 AND household_id = $2', [id, householdId]);
    await bumpReference(tx, householdId);
    return category;
  });
}

async function postingsOf(ledger: Ledger, categoryId: string): Promise<Posting[]> {
  const { rows } = await ledger.tx.query<{
    id: string;
    account_id: string;
    date: string;
    kind: TransactionKind;
    sealed: Buffer;
  }>(
    'SELECT id, account_id, date, kind, sealed FROM transaction WHERE category_id = $1 AND household_id = $2',
    [categoryId, ledger.householdId],
  );
  return rows.map((row) => ({
    accountId: row.account_id,
    categoryId,
    date: row.date,
    kind: row.kind,
    amountMinor: BigInt(ledger.vault.open<SealedTransaction>('transaction', row.id, row.sealed).a),
  }));
}

async function change(
  householdId: HouseholdId,
  work: (ledger: Ledger) => Promise<string>,
): Promise<Category> {
  return inTransaction(async (tx) => {
    const id = await work(await lockLedger(tx, householdId));
    await bumpReference(tx, householdId);
    const category = (await readReference(householdId, tx)).categories.get(id);
    if (!category) throw domainError('NOT_FOUND', 'There is no such category.', 'id');
    return category;
  });
}

function existing(ledger: Ledger, id: string, field: string): Category {
  const category = ledger.reference.categories.get(id);
  if (!category) throw domainError('NOT_FOUND', 'There is no such category.', field);
  return category;
}

function parentFor(
  ledger: Ledger,
  parentId: string | null,
  kind: Category['kind'],
  self: string | null,
): Category | null {
  if (parentId === null) return null;
  const parent = ledger.reference.categories.get(parentId);
  if (!parent) throw domainError('NOT_FOUND', 'There is no such category.', 'input', 'parentId');
  if (parent.id === self)
    throw domainError('INVALID', 'A category cannot be its own parent.', 'input', 'parentId');
  if (parent.parent)
    throw domainError(
      'NOT_ALLOWED',
      'Categories have two levels: choose a parent of the first level.',
      'input',
      'parentId',
    );
  if (parent.kind !== kind)
    throw domainError('NOT_ALLOWED', 'A subcategory is of the same kind as its parent.', 'input', 'parentId');
  const hasChildren = [...ledger.reference.categories.values()].some(
    (category) => category.parent?.id === self,
  );
  if (self !== null && hasChildren)
    throw domainError(
      'NOT_ALLOWED',
      'This category has subcategories of its own: move them first, categories have two levels.',
      'input',
      'parentId',
    );
  return parent;
}

function refuseUsedName(
  ledger: Ledger,
  wanted: { id: string; name: string; kind: Category['kind']; parentId: string | null },
  ...path: string[]
): void {
  for (const category of ledger.reference.categories.values()) {
    if (
      category.id === wanted.id ||
      category.archived ||
      category.kind !== wanted.kind ||
      (category.parent?.id ?? null) !== wanted.parentId
    )
      continue;
    if (category.name.toLowerCase() === wanted.name.toLowerCase()) {
      throw domainError(
        'CONFLICT',
        `There is a category named "${category.name}" already: choose another name.`,
        ...(path.length > 0 ? path : ['input', 'name']),
      );
    }
  }
}

function leastUsedColor(ledger: Ledger): number {
  const used = [...ledger.reference.categories.values()]
    .filter((category) => category.parent === null)
    .map((category) => category.color);
  const counts = Array.from({ length: 12 }, (_, index) => ({
    color: index + 1,
    count: used.filter((color) => color === index + 1).length,
  }));
  return counts.reduce((best, candidate) => (candidate.count < best.count ? candidate : best)).color;
}
