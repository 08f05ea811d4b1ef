import { getFragmentData } from '@/graphql/__generated__/client';
import type { TransferSide_TransactionFragment } from '@/graphql/__generated__/client/graphql';
import { TransferSide_transaction, type TransactionRow } from './queries';

export type TransferSide = TransferSide_TransactionFragment;

/**
 * Both sides of the transfer that a row is a side of, and which of them the other one is; null for other
 * rows.
 */
export function sidesOf({ id, transfer }: Pick<TransactionRow, 'id' | 'transfer'>): {
  id: string;
  out: TransferSide;
  in: TransferSide;
  other: TransferSide;
} | null {
  if (!transfer) return null;
  const [out, into] = [
    getFragmentData(TransferSide_transaction, transfer.out),
    getFragmentData(TransferSide_transaction, transfer.in),
  ];
  return { id: transfer.id, out, in: into, other: out.id === id ? into : out };
}

/** "Checking → Savings"; null for what is no transfer. */
export function transferName(row: Pick<TransactionRow, 'id' | 'transfer'>): string | null {
  const sides = sidesOf(row);
  return sides && `${sides.out.account.name} → ${sides.in.account.name}`;
}
