/**
 * The twelve colours a category can have, in the order they are given to new ones. The values live in
 * app/globals.css.
 */
export const categoryColors = [
  'teal',
  'amber',
  'violet',
  'sky',
  'orange',
  'blue',
  'green',
  'pink',
  'brown',
  'indigo',
  'lime',
  'rose',
] as const;
export type CategoryColor = (typeof categoryColors)[number];

/** The name of a colour as the API numbers it, 1 to 12; null for a number this version does not know. */
export function categoryColor(number: number | null | undefined): CategoryColor | null {
  return categoryColors[(number ?? 0) - 1] ?? null;
}

/** The CSS colour of a category; grey for none and for names this version does not know. */
export function categoryColorVar(color: string | null | undefined): string {
  return categoryColors.some((known) => known === color)
    ? `var(--category-${color})`
    : 'var(--category-none)';
}
