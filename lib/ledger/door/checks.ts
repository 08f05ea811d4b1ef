import { formatDecimal } from '@/lib/core/money/decimal';
import type { Ledger } from '@/lib/ledger/cells/mutations';
import { postingsOf } from '@/lib/ledger/postings/postings';
import { kindOf, type Transaction } from '@/lib/ledger/rows/types';
import { domainError } from '@/lib/platform/errors/domain-error';
import type { Booking, Edit } from './booking';

/**
 * What must hold for every row, whoever books it: its account and category are the household's, its kind is
 * that of its sign or TRANSFER, its postings sum to its amount, and an edit keeps the currency. Anything else
 * is a defect of the caller.
 */
export function checkRows(ledger: Ledger, { added = [], changed = [] }: Booking): void {
  for (const transaction of added) checkRow(ledger, transaction);
  for (const [before, after] of changed) {
    checkRow(ledger, after);
    if (before.id !== after.id || before.account.currency !== after.account.currency)
      throw new Error('An edit would make another transaction of it.');
  }
}

function checkRow({ reference }: Ledger, transaction: Transaction): void {
  const { account, category, kind, amountMinor } = transaction;
  if (!reference.accounts.has(account.id))
    throw new Error('A booking names an account outside of the household.');
  if (category && !reference.categories.has(category.id))
    throw new Error('A booking names a category outside of the household.');
  if (kind !== 'TRANSFER' && kind !== kindOf(amountMinor))
    throw new Error('The kind of a booking is not that of its sign.');
  if (postingsOf(transaction).reduce((sum, posting) => sum + posting.amountMinor, 0n) !== amountMinor)
    throw new Error('The postings of a booking do not sum to its amount.');
}

/**
 * A reconciled transaction agrees with a statement: amount, date and account change, or it goes, only when
 * the person was asked about it. Throws NOT_ALLOWED at `confirmReconciled` with a sentence that names the
 * first such row and counts the others.
 */
export function checkReconciled({ changed = [], removed = [], confirmReconciled, cause }: Booking): void {
  if (confirmReconciled || (cause.by !== 'PERSON' && cause.by !== 'RULE')) return;
  const touched = [
    ...changed.filter(([before, after]) => before.status === 'RECONCILED' && isOther([before, after])),
    ...removed.filter(({ status }) => status === 'RECONCILED').map((row) => [row, row] as const),
  ].map(([before]) => before);
  const [first] = touched;
  if (!first) return;
  const others = touched.length > 1 ? ` and ${touched.length - 1} more` : '';
  throw domainError(
    'NOT_ALLOWED',
    `${nameOf(first, cause.userId)}${others} agreed with a statement: confirm that it may change, or set its status back first.`,
    'confirmReconciled',
  );
}

function isOther([before, after]: Edit): boolean {
  return (
    before.amountMinor !== after.amountMinor ||
    before.date !== after.date ||
    before.account.id !== after.account.id
  );
}

/** The other side of a transfer may be in an account that only somebody else sees. */
function nameOf(transaction: Transaction, userId: string | null): string {
  const { payee, description, amountMinor, account, date } = transaction;
  if (account.privateToId !== null && account.privateToId !== userId) return 'The other side of a transfer';
  const called = payee ?? description ?? account.name;
  return `"${called}", ${formatDecimal(amountMinor, account.currency)} ${account.currency} on ${date},`;
}
