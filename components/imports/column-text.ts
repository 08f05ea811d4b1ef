import type { useTranslations } from 'next-intl';
import type { ImportPreview } from './queries';

export type FileColumn = ImportPreview['columns'][number];

/** A column as a person finds it in the file: by its heading, else by its place. */
export function columnName(t: ReturnType<typeof useTranslations<'import'>>, { heading, index }: FileColumn): string {
  return heading?.trim() || t('columnNumber', { number: index + 1 });
}
