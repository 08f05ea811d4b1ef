import type { useTranslations } from 'next-intl';
import { fold } from '@/components/ui/use-listbox';
import type { ImportPreview } from './queries';

export type FileColumn = ImportPreview['columns'][number];

/** A column as a person finds it in the file: by its heading, else by its place. */
export function columnName(
  t: ReturnType<typeof useTranslations<'import'>>,
  { heading, index }: FileColumn,
): string {
  return heading?.trim() || t('columnNumber', { number: index + 1 });
}

/** The different values that the samples of a column show. */
export function sampleValues({ samples }: FileColumn): string[] {
  return [...new Set(samples.map((sample) => sample.trim()).filter(Boolean))];
}

/**
 * Whether a value of the column that says in or out means money out: case does not matter, and its first word
 * is enough.
 */
export function isOutMark(value: string, outMarks: readonly string[]): boolean {
  return outMarks.some((mark) => fold(value) === fold(mark) || fold(value).startsWith(`${fold(mark)} `));
}
