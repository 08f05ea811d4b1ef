'use client';

import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useTranslations } from 'next-intl';
import dynamic from 'next/dynamic';
import { useEffect, useLayoutEffect, useMemo, useRef, useState, type ReactNode, type RefObject } from 'react';
import { SWRConfig } from 'swr';
import { failureText } from '@/components/api/input-error';
import { ErrorState } from '@/components/ui/error-state';
import { SkeletonRows } from '@/components/ui/skeleton';
import { toast } from '@/components/ui/toast';
import type { TransactionFilter, TransactionOrder } from '@/graphql/__generated__/client/graphql';
import { useChoices } from './choices';
import type { Choices } from './queries';
import { DayHeading } from './day-heading';
import { toItems, type ListItem } from './list-items';
import { ListSums } from './list-sums';
import type { ListRow } from './queries';
import { SelectionBar } from './selection-bar';
import { TransactionRow, type EditedCell, type RowActions } from './transaction-row';
import { useListChanges } from './use-list-changes';
import { useListKeyboard } from './use-list-keyboard';
import { useMedia } from './use-media';
import { useSelection } from './use-selection';
import { useTransactionPages, type InitialPage } from './use-transaction-pages';

const EditSheet = dynamic(() => import('./edit-sheet'), { ssr: false });
const BulkEditDialog = dynamic(() => import('./bulk-edit-dialog'), { ssr: false });

export interface TransactionListProps {
  filter: TransactionFilter;
  orderBy?: TransactionOrder;
  /** The account's balance after each row, in place of the account's name: for a list of one account, by date. */
  showBalance?: boolean;
  /** Shown when nothing matches. */
  empty: ReactNode;
  /** What the server has already fetched; without them the list fetches its own. */
  initial?: InitialPage | undefined;
  choices?: Choices | undefined;
}

const noRows: ListRow[] = [];
const HEADING_PX = 36;
/** Rows left below when the next page is asked for. */
const AHEAD = 80;

/** Transactions by day, as many as there are: rows are drawn as they come into sight, and can be edited, selected and removed in place. */
export function TransactionList(props: TransactionListProps) {
  // A list of its own for each visit: what was fetched an hour ago on another page is not shown again.
  const [cache] = useState(() => new Map());
  return (
    <SWRConfig value={{ provider: () => cache }}>
      <List {...props} />
    </SWRConfig>
  );
}

function List({ filter, orderBy = 'DATE_DESC', showBalance = false, empty, initial, choices: knownChoices }: TransactionListProps) {
  const t = useTranslations('transactions');
  const te = useTranslations('errors');
  const list = useRef<HTMLDivElement>(null);
  const { data: choices } = useChoices(knownChoices);
  const pages = useTransactionPages({ filter, orderBy, withBalance: showBalance }, initial);
  const changes = useListChanges(pages, filter);
  const first = pages.pages?.[0];

  const byDay = orderBy === 'DATE_DESC' || orderBy === 'DATE_ASC';
  const rows = useMemo(() => pages.pages?.flatMap((page) => page.rows) ?? noRows, [pages.pages]);
  const items = useMemo(() => toItems(rows, { byDay, isComplete: !pages.hasMore }), [rows, byDay, pages.hasMore]);
  const selection = useSelection(rows);
  const [active, setActive] = useState(0);
  const [editing, setEditing] = useState<{ id: string; cell: EditedCell } | null>(null);
  const [opened, setOpened] = useState<ListRow | null>(null);
  const [isBulkOpen, setIsBulkOpen] = useState(false);

  const isNarrow = useMedia('(width < 48rem)');
  const isCoarse = useMedia('(pointer: coarse)');
  const rowHeight = isNarrow ? 60 : isCoarse ? 48 : 44;
  const [scrollMargin, setScrollMargin] = useState(0);
  const virtualizer = useWindowVirtualizer({
    count: items.length,
    estimateSize: (index) => (items[index]?.kind === 'day' ? HEADING_PX : rowHeight),
    getItemKey: (index) => keyOf(items[index]),
    overscan: 12,
    scrollMargin,
    scrollPaddingStart: 110,
    scrollPaddingEnd: 140,
    initialRect: { width: 1024, height: 1000 },
  });
  useLayoutEffect(() => virtualizer.measure(), [virtualizer, items, rowHeight]);
  // What is above the list changes its height: chips come and go, sums break into two lines.
  const isShown = rows.length > 0;
  useLayoutEffect(() => {
    if (!isShown) return;
    const measure = () => setScrollMargin(list.current ? Math.round(list.current.getBoundingClientRect().top + window.scrollY) : 0);
    measure();
    const resized = new ResizeObserver(measure);
    resized.observe(document.body);
    return () => resized.disconnect();
  }, [isShown]);

  const visible = virtualizer.getVirtualItems();
  const lastVisible = visible[visible.length - 1]?.index ?? 0;
  const { hasMore, loadMore, failure } = pages;
  useEffect(() => {
    if (hasMore && !failure && lastVisible >= items.length - AHEAD) loadMore();
  });

  const move = (by: number | 'first' | 'last') => {
    const inside = list.current?.contains(document.activeElement) === true;
    const from = inside ? active + (typeof by === 'number' ? by : 0) : active;
    const index = by === 'first' ? 0 : by === 'last' ? rows.length - 1 : Math.max(0, Math.min(rows.length - 1, from));
    setActive(index);
    virtualizer.scrollToIndex(items.findIndex((item) => item.kind === 'row' && item.index === index));
    focusRow(list, rows[index]?.id);
  };
  const removeIds = (ids: readonly string[]) => {
    selection.clear();
    const next = rows.slice(active).find(({ id }) => !ids.includes(id)) ?? rows.findLast(({ id }) => !ids.includes(id));
    void changes.remove(ids);
    setActive(Math.max(0, rows.filter(({ id }) => !ids.includes(id)).findIndex((row) => row === next)));
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
    editCategory: () => (hasSelection ? setIsBulkOpen(true) : current && setEditing({ id: current.id, cell: 'category' })),
    editPayee: () => current && setEditing({ id: current.id, cell: 'payee' }),
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
    edit: (row, cell) => setEditing(isNarrow ? null : { id: row.id, cell }),
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

  const start = virtualizer.measurementsCache;
  // A list of one account says its currency once, above.
  const plainCurrency = showBalance ? (first.sums[0]?.net.currency ?? '') : (choices?.household.baseCurrency ?? '');
  return (
    <>
      <ListSums page={first} />
      <div className="overflow-clip rounded-lg border border-line bg-card">
        <div
          ref={list}
          role="grid"
          aria-label={t('list')}
          aria-multiselectable="true"
          aria-rowcount={first.totalCount}
          className="relative"
          style={{ height: virtualizer.getTotalSize() }}
        >
          {groupByDay(items, visible).map(({ heading, at, until, indexes }) => {
            const top = (start[at]?.start ?? 0) - scrollMargin;
            return (
              <div key={heading?.date ?? 'all'} role="rowgroup" className="absolute inset-x-0" style={{ top, height: (start[until]?.end ?? 0) - scrollMargin - top }}>
                {heading && <DayHeading day={heading} today={choices?.household.today ?? ''} plainCurrency={plainCurrency} />}
                {indexes.map((itemIndex) => {
                  const item = items[itemIndex];
                  if (item?.kind !== 'row') return null;
                  const { row, index } = item;
                  return (
                    <TransactionRow
                      key={row.id}
                      row={row}
                      index={index}
                      top={(start[itemIndex]?.start ?? 0) - scrollMargin - top}
                      height={rowHeight}
                      isNarrow={isNarrow}
                      withDate={!byDay}
                      withBalance={showBalance}
                      plainCurrency={plainCurrency}
                      isActive={index === active}
                      isSelected={selection.selected.has(row.id)}
                      isSelecting={hasSelection}
                      editing={editing?.id === row.id ? editing.cell : null}
                      choices={choices}
                      actions={actions}
                    />
                  );
                })}
              </div>
            );
          })}
        </div>
        {hasMore && !failure && (
          <div aria-busy="true" aria-label={t('loadingMore')} role="status">
            <SkeletonRows rows={3} />
          </div>
        )}
        {hasMore && failure !== undefined && <ErrorState title={failureText(te, failure)} onRetry={() => void pages.reload()} />}
      </div>
      {hasSelection && (
        <SelectionBar
          selected={selection.selected}
          total={first.totalCount}
          onSelectAll={selectAll}
          onEdit={() => setIsBulkOpen(true)}
          onDelete={() => removeIds(selectedIds)}
          onClear={selection.clear}
        />
      )}
      {opened && choices && <EditSheet row={opened} choices={choices} onClose={() => setOpened(null)} onRemove={() => removeIds([opened.id])} />}
      {isBulkOpen && choices && <BulkEditDialog ids={selectedIds} choices={choices} onClose={() => setIsBulkOpen(false)} onDone={selection.clear} />}
    </>
  );
}

/** Holds the place of the list while its first page is on the way. */
export function ListSkeleton() {
  const t = useTranslations('common');
  return (
    <div role="status" aria-busy="true" aria-label={t('loading')} className="mt-8 overflow-clip rounded-lg border border-line bg-card">
      <SkeletonRows rows={14} />
    </div>
  );
}

function keyOf(item: ListItem | undefined): string {
  if (!item) return '';
  return item.kind === 'day' ? `day ${item.date}` : item.row.id;
}

interface DayGroup {
  heading: Extract<ListItem, { kind: 'day' }> | null;
  /** First and last item of the whole day, in sight or not: a sticky heading travels as far as its day goes. */
  at: number;
  until: number;
  indexes: number[];
}

function groupByDay(items: readonly ListItem[], visible: readonly { index: number }[]): DayGroup[] {
  const groups: DayGroup[] = [];
  for (const { index } of visible) {
    let group = groups[groups.length - 1];
    if (!group || index > group.until) {
      let at = index;
      while (at > 0 && items[at]?.kind !== 'day') at -= 1;
      let until = index;
      while (until + 1 < items.length && items[until + 1]?.kind !== 'day') until += 1;
      const item = items[at];
      group = { heading: item?.kind === 'day' ? item : null, at, until, indexes: [] };
      groups.push(group);
    }
    group.indexes.push(index);
  }
  return groups;
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
