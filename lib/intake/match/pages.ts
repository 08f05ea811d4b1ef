import type { BankRow } from '@/lib/intake/row';
import { contentOf } from './words';

/**
 * The rows of a bank's pages in their order, without the rows at the beginning of a page that the page before
 * it ended with: new rows came in between two requests and pushed them on.
 *
 * Ids tell: a run of rows comes again when at least one of it has an id. Rows without an id alone may be real
 * twins, and stay.
 */
export function joinPages(pages: readonly (readonly BankRow[])[]): BankRow[] {
  const joined: BankRow[] = [];
  let previous: readonly BankRow[] = [];
  for (const page of pages) {
    joined.push(...page.slice(repeated(previous, page)));
    previous = page;
  }
  return joined;
}

/** How many rows at the beginning of a page are those at the end of the one before. */
function repeated(previous: readonly BankRow[], page: readonly BankRow[]): number {
  for (let count = Math.min(previous.length, page.length); count > 0; count--) {
    const tail = previous.slice(-count);
    const same = tail.every((row, index) => keyOf(row) === keyOf(page[index]));
    if (same && tail.some(({ bankId }) => bankId !== null)) return count;
  }
  return 0;
}

function keyOf(row: BankRow | undefined): string {
  return row ? `${row.bankId ?? ''}|${row.status}|${contentOf(row)}` : '';
}
