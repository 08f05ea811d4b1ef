import { useState } from 'react';
import { request } from '@/components/api/request';
import type { TransactionFilter } from '@/graphql/__generated__/client/graphql';
import { SelectAll_Query, type ListRow } from './queries';
import type { MoneyText } from './sums';

/** The API changes at most so many at once. */
export const SELECTION_LIMIT = 10_000;

/** What is selected: ids with their amounts, because the bar at the bottom shows their sum. */
export function useSelection(rows: readonly ListRow[]) {
  const [selected, setSelected] = useState<ReadonlyMap<string, MoneyText>>(new Map());
  // Where a range begins: the row that was last selected on its own.
  const [anchor, setAnchor] = useState<string | null>(null);

  return {
    selected,
    clear: () => setSelected(new Map()),
    toggle: (row: ListRow, { asRange = false } = {}) => {
      const next = new Map(selected);
      const from = asRange ? rows.findIndex(({ id }) => id === anchor) : -1;
      const to = rows.findIndex(({ id }) => id === row.id);
      if (from >= 0 && to >= 0) for (const { id, amount } of rows.slice(Math.min(from, to), Math.max(from, to) + 1)) next.set(id, amount);
      else if (!next.delete(row.id)) next.set(row.id, row.amount);
      setAnchor(row.id);
      setSelected(next);
    },
    /** Asks the server for all that match, also those that were never scrolled to. */
    selectAll: async (filter: TransactionFilter) => {
      const next = new Map<string, MoneyText>();
      let after: string | null = null;
      do {
        const { transactions }: { transactions: SelectAllPage } = await request(SelectAll_Query, { filter, after });
        for (const { id, amount } of transactions.nodes) if (next.size < SELECTION_LIMIT) next.set(id, amount);
        after = transactions.pageInfo.hasNextPage ? (transactions.pageInfo.endCursor ?? null) : null;
      } while (after && next.size < SELECTION_LIMIT);
      setSelected(next);
    },
  };
}
export type Selection = ReturnType<typeof useSelection>;

interface SelectAllPage {
  nodes: readonly { id: string; amount: MoneyText }[];
  pageInfo: { endCursor?: string | null; hasNextPage: boolean };
}
