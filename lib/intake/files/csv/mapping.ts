import { z } from 'zod';

/** A column index; the bound keeps a hostile mapping from meaning anything but "no such column". */
const column = z.int().min(0).max(999);
const optionalColumn = column.nullable();

/**
 * How one layout of CSV file is read. It is plain JSON: it is stored per header fingerprint and a person
 * edits it on the preview page, so it is validated with this schema whenever it comes from a client.
 *
 * Columns are 0-based; null means the file has no such column.
 */
export const csvMappingSchema = z
  .strictObject({
    encoding: z.enum([
      'utf-8',
      'utf-16le',
      'utf-16be',
      'windows-1250',
      'windows-1251',
      'windows-1252',
      'windows-1257',
      'iso-8859-2',
    ]),
    delimiter: z.enum([';', ',', '\t', '|']),
    /** 1-based line of the headings, null when the file has none. */
    headerLine: z.int().min(1).max(10_000).nullable(),
    dateColumn: column,
    /** Read where the first date cell is empty: a pending row has no booking date yet. */
    otherDateColumn: optionalColumn,
    dateOrder: z.enum(['YMD', 'DMY', 'MDY']),
    decimalMark: z.enum(['.', ',']),
    amount: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('signed'), column, inverted: z.boolean() }),
      z.strictObject({ kind: z.literal('inOut'), inColumn: column, outColumn: column }),
      z.strictObject({
        kind: z.literal('marked'),
        column,
        markColumn: column,
        outMarks: z.array(z.string().max(60)).min(1).max(20),
      }),
    ]),
    /** A fee that the amount does not contain: it is taken off the row's amount. */
    feeColumn: optionalColumn,
    /** Who received the money. */
    payeeColumn: optionalColumn,
    /** Who sent the money; where stated it is the payee of a row with money in. */
    payerColumn: optionalColumn,
    descriptionColumns: z.array(column).max(20),
    counterpartyColumn: optionalColumn,
    currencyColumn: optionalColumn,
    /** The currency of every row, where headings or the lines above them state one. */
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/)
      .nullable(),
    statusColumn: optionalColumn,
    balanceColumn: optionalColumn,
    bankIdColumn: optionalColumn,
    variableSymbolColumn: optionalColumn,
    constantSymbolColumn: optionalColumn,
    specificSymbolColumn: optionalColumn,
  })
  .refine(
    (mapping) => mapping.amount.kind !== 'inOut' || mapping.amount.inColumn !== mapping.amount.outColumn,
    {
      path: ['amount', 'outColumn'],
      error: 'Choose two different columns for money in and money out.',
    },
  );

export type CsvMapping = z.infer<typeof csvMappingSchema>;
export type CsvAmountMapping = CsvMapping['amount'];
export type Encoding = CsvMapping['encoding'];
export type Delimiter = CsvMapping['delimiter'];
export type DateOrder = CsvMapping['dateOrder'];
export type DecimalMark = CsvMapping['decimalMark'];

/** What a person should look at before committing. */
export type CsvQuestion =
  'DATE_ORDER' | 'SIGN' | 'AMOUNT_COLUMN' | 'DATE_COLUMN' | 'DECIMAL_MARK' | 'FEE' | 'CURRENCY' | 'HEADINGS';

export type CsvRecognition = {
  mapping: CsvMapping;
  columns: { index: number; heading: string | null; samples: string[] }[];
  /** The same for every file of one layout, whatever its preamble, encoding and rows. */
  headerFingerprint: string;
  /** `check` when at least one question is open. */
  confidence: 'sure' | 'check';
  questions: CsvQuestion[];
};

/**
 * A remembered mapping, made to fit another file of the same layout: what depends on the file and not on the
 * layout (its encoding, the length of its preamble) comes from the file's own recognition.
 */
export function adaptMapping(remembered: CsvMapping, recognition: CsvRecognition): CsvMapping {
  const { encoding, headerLine, currency } = recognition.mapping;
  return { ...remembered, encoding, headerLine, currency: currency ?? remembered.currency };
}
