'use client';

import { useTranslations } from 'next-intl';
import dynamic from 'next/dynamic';
import { useLayoutEffect, useMemo, useRef, useState, type ReactNode, type RefObject } from 'react';
import { failureText } from '@/components/api/input-error';
import { ErrorState } from '@/components/ui/error-state';
import { SkeletonRows } from '@/components/ui/skeleton';
import { toast } from '@/components/ui/toast';
import type { TransactionFilter, TransactionOrder } from '@/graphql/__generated__/client/graphql';
import { useChoices } from './choices';
import type { Choices } from './queries';
import { toItems } from './list-items';
import { ListSums } from './list-sums';
import type { ListRow } from './queries';
import type { EditedCell, RowActions } from './transaction-row';
import { sidesOf } from './transfer-sides';
import { useListChanges } from './use-list-changes';
import { useListKeyboard } from './use-list-keyboard';
import { useSelection } from './use-selection';
import { useTransactionPages, type InitialPage } from './use-transaction-pages';
import { useIsNarrow, VirtualRows, type VirtualRowsHandle } from './virtual-rows';

const SelectionBar = dynamic(() => import('./selection-bar').then((module) => module.SelectionBar), {
  ssr: false,
});
const EditSheet = dynamic(() => import('./edit-sheet'), { ssr: false });
const BulkEditDialog = dynamic(() => import('./bulk-edit-dialog'), { ssr: false });

export interface TransactionListProps {
  filter: TransactionFilter;
  orderBy?: TransactionOrder;
  /**
   * The account's balance after each row, in place of the account's name: for a list of one account, by date.
   */
  showBalance?: boolean;
  /** Shown when nothing matches. */
  empty: ReactNode;
  /** What the server has already fetched; without them the list fetches its own. */
  initial?: InitialPage | undefined;
  choices?: Choices | undefined;
}

const noRows: ListRow[] = [];

/**
 * Transactions by day, as many as there are: rows are drawn as they come into sight, and can be edited,
 * selected and removed in place.
 */
export function TransactionList({
  filter,
  orderBy = 'DATE_DESC',
  showBalance = false,
  empty,
  initial,
  choices: knownChoices,
}: TransactionListProps) {
  const t = useTranslations('transactions');
  const te = useTranslations('errors');
  const list = useRef<HTMLDivElement>(null);
  const virtual = useRef<VirtualRowsHandle>(null);
  const { data: choices } = useChoices(knownChoices);
  const pages = useTransactionPages({ filter, orderBy, withBalance: showBalance }, initial);
  const changes = useListChanges(pages, filter);
  const { hasMore, failure } = pages;
  const first = pages.pages?.[0];

  const byDay = orderBy === 'DATE_DESC' || orderBy === 'DATE_ASC';
  const rows = useMemo(() => pages.pages?.flatMap((page) => page.rows) ?? noRows, [pages.pages]);
  const items = useMemo(() => toItems(rows, { byDay, isComplete: !hasMore }), [rows, byDay, hasMore]);
  const selection = useSelection(rows);
  const [active, setActive] = useState(0);
  const [editing, setEditing] = useState<{ id: string; cell: EditedCell } | null>(null);
  const [opened, setOpened] = useState<ListRow | null>(null);
  const [isBulkOpen, setIsBulkOpen] = useState(false);

  const isNarrow = useIsNarrow();

  const move = (by: number | 'first' | 'last') => {
    const inside = list.current?.contains(document.activeElement) === true;
    const from = inside ? active + (typeof by === 'number' ? by : 0) : active;
    const index =
      by === 'first' ? 0 : by === 'last' ? rows.length - 1 : Math.max(0, Math.min(rows.length - 1, from));
    setActive(index);
    virtual.current?.scrollTo(items.findIndex((item) => item.kind === 'row' && item.index === index));
    focusRow(list, rows[index]?.id);
  };
  const otherSideOf = (id: string) => {
    const row = rows.find((one) => one.id === id);
    return row && sidesOf(row)?.other.id;
  };
  /** A transfer has no payee or category of its own to be changed in place: its sheet shows both sides. */
  const editCell = (row: ListRow, cell: EditedCell) =>
    row.transfer ? setOpened(row) : setEditing({ id: row.id, cell });
  const removeIds = (ids: readonly string[]) => {
    selection.clear();
    const next =
      rows.slice(active).find(({ id }) => !ids.includes(id)) ?? rows.findLast(({ id }) => !ids.includes(id));
    const otherSides = ids.flatMap((id) => selection.selected.get(id)?.otherSideId ?? otherSideOf(id) ?? []);
    void changes.remove(ids, otherSides);
    setActive(
      Math.max(
        0,
        rows.filter(({ id }) => !ids.includes(id)).findIndex((row) => row === next),
      ),
    );
    focusRow(list, next?.id);
  };
  const selectAll = async () => {
    try {
      await selection.selectAll(filter);
    } catch (failure) {
      toast(failureText(te, failure), { tone: 'wrong' });
    }
  };
  const current = rows[active];
  const selectedIds = [...selection.selected.keys()];
  const hasSelection = selectedIds.length > 0;

  useListKeyboard(list, {
    move,
    open: () => (hasSelection ? setIsBulkOpen(true) : current && setOpened(current)),
    select: () => current && selection.toggle(current),
    editCategory: () => (hasSelection ? setIsBulkOpen(true) : current && editCell(current, 'category')),
    editPayee: () => current && editCell(current, 'payee'),
    remove: () => (hasSelection ? removeIds(selectedIds) : current && removeIds([current.id])),
    selectAll: () => void selectAll(),
    clear: () => {
      if (hasSelection) selection.clear();
      return hasSelection;
    },
  });

  const actions = useLatest<RowActions>({
    toggle: selection.toggle,
    open: setOpened,
    edit: (row, cell) => {
      if (!isNarrow) editCell(row, cell);
    },
    stopEditing: () => {
      if (editing && list.current?.contains(document.activeElement)) focusRow(list, editing.id);
      setEditing(null);
    },
    setCategory: (row, categoryId) => {
      setEditing(null);
      focusRow(list, row.id);
      if (choices) void changes.setCategory(row, categoryId, choices);
    },
    setPayee: (row, payee) => void changes.setPayee(row, payee),
    activate: setActive,
  });

  if (!first) {
    if (failure) return <ErrorState title={failureText(te, failure)} onRetry={() => void pages.reload()} />;
    return <ListSkeleton />;
  }
  if (rows.length === 0 && !hasMore) return <>{empty}</>;

  // A list of one account says its currency once, above.
  const plainCurrency = showBalance
    ? (first.sums[0]?.net.currency ?? '')
    : (choices?.household.baseCurrency ?? '');
  return (
    <>
      <ListSums page={first} />
      <div className="overflow-clip rounded-lg border border-line bg-card">
        <VirtualRows
          ref={virtual}
          list={list}
          items={items}
          total={first.totalCount}
          today={choices?.household.today ?? ''}
          plainCurrency={plainCurrency}
          onNearEnd={() => {
            if (!failure) pages.loadMore();
          }}
          rowProps={(id, index) => ({
            isNarrow,
            withDate: !byDay,
            withBalance: showBalance,
            isActive: index === active,
            isSelected: selection.selected.has(id),
            isSelecting: hasSelection,
            editing: editing?.id === id ? editing.cell : null,
            choices,
            actions,
          })}
        />
        {hasMore && !failure && (
          <div aria-busy="true" aria-label={t('loadingMore')} role="status">
            <SkeletonRows rows={3} />
          </div>
        )}
        {hasMore && failure !== undefined && (
          <ErrorState title={failureText(te, failure)} onRetry={() => void pages.reload()} />
        )}
      </div>
      {hasSelection && (
        <SelectionBar
          selected={selection.selected}
          total={first.totalCount}
          onSelectAll={selectAll}
          onLink={async () => {
            if (await changes.link(selectedIds)) selection.clear();
          }}
          onEdit={() => setIsBulkOpen(true)}
          onDelete={() => removeIds(selectedIds)}
          onClear={selection.clear}
        />
      )}
      {opened && choices && (
        <EditSheet
          row={opened}
          choices={choices}
          onClose={() => setOpened(null)}
          onRemove={() => removeIds([opened.id])}
        />
      )}
      {isBulkOpen && choices && (
        <BulkEditDialog
          ids={selectedIds}
          choices={choices}
          onClose={() => setIsBulkOpen(false)}
          onDone={selection.clear}
        />
      )}
    </>
  );
}

/** Holds the place of the list while its first page is on the way. */
export function ListSkeleton() {
  const t = useTranslations('common');
  return (
    <div
      role="status"
      aria-busy="true"
      aria-label={t('loading')}
      className="mt-8 overflow-clip rounded-lg border border-line bg-card"
    >
      <SkeletonRows rows={14} />
    </div>
  );
}

/** The row may only be drawn once the list has scrolled to it. */
function focusRow(list: RefObject<HTMLElement | null>, id: string | undefined) {
  if (!id) return;
  let tries = 0;
  const focus = () => {
    const row = list.current?.querySelector<HTMLElement>(`[data-row="${id}"]`);
    if (row) row.focus({ preventScroll: true });
    else if ((tries += 1) < 10) requestAnimationFrame(focus);
  };
  requestAnimationFrame(focus);
}

/** A ref to what was last rendered, for handlers that must not change with it. */
function useLatest<T>(value: T) {
  const latest = useRef(value);
  useLayoutEffect(() => {
    latest.current = value;
  });
  return latest;
}
