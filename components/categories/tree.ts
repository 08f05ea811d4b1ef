import { categoryColor } from '@/components/ui/category-color';
import type { ListboxOption } from '@/components/ui/use-listbox';
import type { Category } from './queries';

export interface CategoryNode extends Category {
  children: readonly Category[];
}

/**
 * Categories of one kind as a tree of two levels. Archived ones are left out unless they are asked for or a
 * child of theirs is not archived.
 */
export function categoryTree(
  categories: readonly Category[],
  kind: Category['kind'],
  withArchived: boolean,
): CategoryNode[] {
  const shown = (category: Category) => withArchived || !category.archived;
  return categories
    .filter((category) => category.kind === kind && !category.parent)
    .map((category) => ({
      ...category,
      children: categories.filter((child) => child.parent?.id === category.id && shown(child)),
    }))
    .filter((node) => shown(node) || node.children.length > 0);
}

/** Categories to choose from, a subcategory with its parent's name beside it. */
export function categoryChoices(categories: readonly Category[]): ListboxOption[] {
  return categories.map(({ id, name, color, parent }) => ({
    value: id,
    label: name,
    hint: categories.find((category) => category.id === parent?.id)?.name,
    color: categoryColor(color),
  }));
}
