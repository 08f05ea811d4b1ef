import type { CsvMapping } from '@/lib/imports/csv/mapping';
import type { Import, ImportPreview } from '@/lib/imports/data';
import type { ImportRow } from '@/lib/imports/types';

export type ImportMapper = Import;
export type ImportPreviewMapper = ImportPreview;
export type ImportMappingMapper = CsvMapping;
export type ImportPreviewRowMapper = ImportRow & { fallbackCurrency: string };
