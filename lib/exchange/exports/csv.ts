import { stringify } from 'csv-stringify/sync';
import type { Line } from './format';

/**
 * Cells that begin so are run as formulas by Excel, LibreOffice and Numbers; the last four are their
 * full-width twins.
 */
const STARTS_FORMULA = '=+\\-@\\t\\r\\n\\uFF1D\\uFF0B\\uFF0D\\uFF20';
/**
 * Also after a separator inside of a text: who opens a file with another one than the comma gets cells that
 * begin there.
 */
const DANGEROUS = new RegExp(`^(?=[${STARTS_FORMULA}])|(?<=[;\\t\\r\\n|])(?=[ ]*[${STARTS_FORMULA}])`, 'gu');

/**
 * A text that somebody wrote, for a cell of a spreadsheet: what would be run as a formula gets an apostrophe
 * in front, which shows it as text (OWASP CSV injection). Amounts and dates of our own making go out as they
 * are.
 */
export function harmless(text: string | null): string | null {
  return text && text.replace(DANGEROUS, "'");
}

const HEADINGS = [
  'date',
  'account',
  'payee',
  'description',
  'notes',
  'category',
  'kind',
  'status',
  'amount',
  'currency',
];
// With a byte order mark, without which Excel takes UTF-8 for something else, and with the line ends of RFC
// 4180.
const BOM = '\uFEFF';

export const CSV_HEAD = BOM + csvOf([HEADINGS]);

/**
 * Transactions as lines of CSV. `accounts` and `categories` are those that the lines name by their places.
 */
export function csvLines(
  lines: readonly Line<'transactions'>[],
  accounts: readonly { name: string; currency: string }[],
  categories: readonly string[],
): string {
  return csvOf(
    lines.map((line) => {
      const account = accounts[line.account - 1];
      const category = line.category === null ? null : (categories[line.category - 1] ?? null);
      return [
        line.date,
        harmless(account?.name ?? null),
        harmless(line.payee),
        harmless(line.description),
        harmless(line.notes),
        harmless(category),
        line.kind,
        line.status,
        line.amount,
        account?.currency ?? '',
      ];
    }),
  );
}

function csvOf(records: readonly (string | null)[][]): string {
  return stringify([...records], { record_delimiter: '\r\n', quoted_match: /[;\t|\r\n]/ });
}
