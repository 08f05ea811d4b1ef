import type { CsvMapping } from '@/lib/imports/csv/mapping';
import type { Import, ImportPreview, ImportStatement } from '@/lib/imports/data';
import type { SealedBalance } from '@/lib/imports/record';
import type { ImportRow } from '@/lib/imports/types';

export type ImportMapper = Import;
export type ImportPreviewMapper = ImportPreview;
export type ImportMappingMapper = CsvMapping;
export type ImportPreviewRowMapper = ImportRow & { fallbackCurrency: string };
export type ImportStatementMapper = ImportStatement;
/** The currency comes with the statement. */
export type StatedBalanceMapper = SealedBalance & { currency: string | null };
