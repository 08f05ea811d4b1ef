import { v7 as uuidv7 } from 'uuid';
import type { HouseholdId } from '@/lib/platform/scope';
import { inTransaction } from '@/lib/platform/db/pool';
import { prisma } from '@/lib/platform/db/prisma';
import { domainError } from '@/lib/platform/errors/domain-error';
import { parseInput } from '@/lib/platform/errors/parse-input';
import { bumpReference } from '@/lib/people/households/mutations';
import { readReference } from '@/lib/ledger/reference/data';
import { type Ledger, lockLedger } from '@/lib/ledger/cells/mutations';
import type { Edit, NotedEntity } from '@/lib/ledger/door/booking';
import { book } from '@/lib/ledger/door/door';
import { listOfCategory } from '@/lib/ledger/rows/data';
import { addCategorySchema, updateCategorySchema } from './schema';
import type { Category } from '@/lib/ledger/reference/category';

/** Adds a category of the first level, or a subcategory when parentId is given. */
export async function addCategory(householdId: HouseholdId, rawInput: unknown): Promise<Category> {
  const input = parseInput(addCategorySchema, rawInput);
  return change(householdId, 'ADDED', async (ledger) => {
    const id = uuidv7();
    const { kind, name } = input;
    const parent = parentFor(ledger, input.parentId ?? null, kind, null);
    const parentId = parent?.id ?? null;
    refuseUsedName(ledger, { id, name, kind, parentId });
    const color = input.color ?? parent?.color ?? leastUsedColor(ledger);
    await prisma().category.create({ data: { id, householdId, parentId, kind, name, color } });
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
  return change(householdId, 'UPDATED', async (ledger) => {
    const category = existing(ledger, id, 'id');
    const parent =
      input.parentId === undefined ? category.parent : parentFor(ledger, input.parentId, category.kind, id);
    const parentId = parent?.id ?? null;
    const name = input.name ?? category.name;
    const archived = input.archived ?? category.archived;
    if (!archived) refuseUsedName(ledger, { id, name, kind: category.kind, parentId });
    await prisma().category.update({
      where: { id, householdId },
      data: { name, parentId, archived, color: input.color ?? category.color },
    });
    return id;
  });
}

/** A removed category as it was, its subcategories where they are now, and the change that brings it back. */
export type RemovedCategory = { category: Category; moved: Category[]; changeId: string };

/**
 * Moves a category's transactions to `into`, or leaves them uncategorised, and removes it, as one change that
 * can be undone. Its subcategories go to `into` when that is of the first level, and become categories of the
 * first level otherwise.
 */
export async function removeCategory(
  householdId: HouseholdId,
  id: string,
  into: string | null,
  userId: string | null = null,
): Promise<RemovedCategory> {
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
    const children = [...ledger.reference.categories.values()].filter(({ parent }) => parent?.id === id);
    for (const { id: childId, name, kind, archived } of children)
      if (!archived) refuseUsedName(ledger, { id: childId, name, kind, parentId: newParent }, 'id');
    const { changeId } = await book(ledger, {
      changed: (await listOfCategory(ledger, id)).map((row): Edit => [row, { ...row, category: target }]),
      entities: [
        { entity: 'CATEGORY', id, operation: 'REMOVED' },
        ...children.map((child): NotedEntity => ({ entity: 'CATEGORY', id: child.id, operation: 'UPDATED' })),
      ],
      cause: { by: 'PERSON', userId },
    });
    await prisma().category.updateMany({
      where: { parentId: id, householdId },
      data: { parentId: newParent },
    });
    await prisma().category.delete({ where: { id, householdId } });
    await bumpReference(tx, householdId);
    const { categories } = await readReference(householdId, tx);
    return { category, moved: children.flatMap((child) => categories.get(child.id) ?? []), changeId };
  });
}

async function change(
  householdId: HouseholdId,
  operation: NotedEntity['operation'],
  work: (ledger: Ledger) => Promise<string>,
): Promise<Category> {
  return inTransaction(async (tx) => {
    const ledger = await lockLedger(tx, householdId);
    const id = await work(ledger);
    await book(ledger, {
      entities: [{ entity: 'CATEGORY', id, operation }],
      cause: { by: 'PERSON', userId: null },
    });
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
