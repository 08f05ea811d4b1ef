import { useState } from 'react';
import { request } from '@/components/api/request';
import type { SelectAll_QueryQuery, TransactionFilter } from '@/graphql/__generated__/client/graphql';
import { SelectAll_Query, type ListRow } from './queries';
import type { MoneyText } from './sums';
import { sidesOf } from './transfer-sides';

/** The API changes at most so many at once. */
export const SELECTION_LIMIT = 10_000;

/** What the bar at the bottom has to know of a selected row. */
export interface Selected extends MoneyText {
  accountId: string;
  /** Of a transfer: the row that goes when this one goes. */
  otherSideId: string | null;
}

function toSelected(row: ListRow): Selected {
  return { ...row.amount, accountId: row.account.id, otherSideId: sidesOf(row)?.other.id ?? null };
}

/** What is selected: ids with what the bar at the bottom shows of them. */
export function useSelection(rows: readonly ListRow[]) {
  const [selected, setSelected] = useState<ReadonlyMap<string, Selected>>(new Map());
  // Where a range begins: the row that was last selected on its own.
  const [anchor, setAnchor] = useState<string | null>(null);

  return {
    selected,
    clear: () => setSelected(new Map()),
    toggle: (row: ListRow, { asRange = false } = {}) => {
      const next = new Map(selected);
      const from = asRange ? rows.findIndex(({ id }) => id === anchor) : -1;
      const to = rows.findIndex(({ id }) => id === row.id);
      if (from >= 0 && to >= 0)
        for (const one of rows.slice(Math.min(from, to), Math.max(from, to) + 1))
          next.set(one.id, toSelected(one));
      else if (!next.delete(row.id)) next.set(row.id, toSelected(row));
      setAnchor(row.id);
      setSelected(next);
    },
    /** Asks the server for all that match, also those that were never scrolled to. */
    selectAll: async (filter: TransactionFilter) => {
      const next = new Map<string, Selected>();
      let after: string | null = null;
      do {
        const { transactions }: SelectAll_QueryQuery = await request(SelectAll_Query, { filter, after });
        for (const { id, amount, account, transfer } of transactions.nodes) {
          const otherSideId = transfer && (transfer.out.id === id ? transfer.in.id : transfer.out.id);
          if (next.size < SELECTION_LIMIT) next.set(id, { ...amount, accountId: account.id, otherSideId });
        }
        after = transactions.pageInfo.hasNextPage ? (transactions.pageInfo.endCursor ?? null) : null;
      } while (after && next.size < SELECTION_LIMIT);
      setSelected(next);
    },
  };
}
export type Selection = ReturnType<typeof useSelection>;

/**
 * Whether these may be the two sides of one transfer: one out, one in, of different accounts, neither of them
 * linked.
 */
export function mayBeTransfer(selected: ReadonlyMap<string, Selected>): boolean {
  const [a, b, ...more] = selected.values();
  if (!a || !b || more.length > 0 || a.otherSideId || b.otherSideId) return false;
  return a.accountId !== b.accountId && a.amount.startsWith('-') !== b.amount.startsWith('-');
}
