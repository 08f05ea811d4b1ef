import type { CsvMapping } from '@/lib/intake/files/csv/mapping';
import type { Import, ImportPreview, ImportStatement } from '@/lib/intake/files/data';
import type { SealedBalance } from '@/lib/intake/files/record';
import type { ImportRow } from '@/lib/intake/files/types';

export type ImportMapper = Import;
export type ImportPreviewMapper = ImportPreview;
export type ImportMappingMapper = CsvMapping;
export type ImportPreviewRowMapper = ImportRow & { fallbackCurrency: string };
export type ImportStatementMapper = ImportStatement;
/** The currency comes with the statement. */
export type StatedBalanceMapper = SealedBalance & { currency: string | null };
