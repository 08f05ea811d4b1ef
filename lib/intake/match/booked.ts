import { type BankRow, detailsOf, statementOf } from '@/lib/intake/row';
import { type LocalDate } from '@/lib/core/dates/local-date';
import { applyStatement, claimForBank } from '@/lib/ledger/rows/provenance';
import { kindOf, type Transaction } from '@/lib/ledger/rows/types';
import type { Likeness } from './words';

// When a pending row becomes a booked one, and what its transaction takes over then. Everybody who books asks
// here.

/** So many days a booked row may be dated after its pending one. */
export const BOOKED_LATER_DAYS = 10;
/** So many days a booked row may be dated before its pending one, where time zones differ. */
export const BOOKED_EARLIER_DAYS = 1;

/**
 * How well a booked row fits a pending one: 0 not at all, below 1 not enough to decide by itself.
 *
 * Another shop is another row, so amounts may differ only where both name the same one: a tip, or a hold at a
 * fuel pump. Where one of them names nobody the amount decides, as long as the bank tells of the day and has
 * dropped the pending row (`isDropped`).
 */
export function fitOfBooked(
  booked: BankRow,
  pending: BankRow,
  likeness: Likeness,
  isDropped: boolean,
): number {
  const days = daysBetween(pending.date, booked.date);
  if (booked.currency !== pending.currency || days < -BOOKED_EARLIER_DAYS || days > BOOKED_LATER_DAYS)
    return 0;
  const nearer = 1 - Math.abs(days) / 100;
  if (booked.amountMinor === pending.amountMinor) {
    if (likeness === 'SAME') return 3 + nearer;
    return likeness === 'SILENT' && isDropped ? 1 + nearer : 0.5 * nearer;
  }
  if (booked.amountMinor < 0n !== pending.amountMinor < 0n || likeness !== 'SAME') return 0;
  return ratioWithin(booked.amountMinor, pending.amountMinor, 3n, 2n) ? 2 * nearer : 0.5 * nearer;
}

/**
 * A transaction after its bank's row has changed from `was` to `is`, booked or only corrected, or after a
 * `channel` has shown what a person had recorded. It stays one transaction, and what people wrote stays; see
 * provenance.ts. `now` is an instant.
 */
export function takeOver(
  transaction: Transaction,
  was: BankRow,
  is: BankRow,
  { channel = 'BANK', now = new Date().toISOString() }: { channel?: 'BANK' | 'FILE'; now?: string } = {},
): Transaction {
  const changed =
    transaction.origin === 'PERSON'
      ? claimForBank(transaction, statementOf(is), channel)
      : applyStatement(transaction, statementOf(was), statementOf(is));
  return {
    ...changed,
    kind: transaction.kind === 'TRANSFER' ? 'TRANSFER' : kindOf(changed.amountMinor),
    bank: { ...changed.bank, ...detailsOf(is) },
    updatedAt: now,
  };
}

export function daysBetween(from: LocalDate, to: LocalDate): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

function ratioWithin(a: bigint, b: bigint, numerator: bigint, denominator: bigint): boolean {
  const [small, large] = a * a < b * b ? [a, b] : [b, a];
  return large * denominator * (large < 0n ? -1n : 1n) <= small * numerator * (small < 0n ? -1n : 1n);
}
