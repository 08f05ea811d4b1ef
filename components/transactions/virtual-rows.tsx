'use client';

import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useTranslations } from 'next-intl';
import { useEffect, useImperativeHandle, useLayoutEffect, useState, type Ref, type RefObject } from 'react';
import { DayHeading } from './day-heading';
import { groupByDay, type ListItem } from './list-items';
import { TransactionRow, type TransactionRowProps } from './transaction-row';
import { useMedia } from './use-media';

const HEADING_PX = 36;
/** Items left below when the next page is asked for. */
const AHEAD = 80;

export interface VirtualRowsHandle {
  scrollTo: (itemIndex: number) => void;
}

interface VirtualRowsProps {
  ref: Ref<VirtualRowsHandle>;
  list: RefObject<HTMLDivElement | null>;
  items: readonly ListItem[];
  /** How many rows the whole list has, fetched or not. */
  total: number;
  today: string;
  plainCurrency: string;
  onNearEnd: () => void;
  /** What a row is besides its place. */
  rowProps: (
    id: string,
    index: number,
  ) => Omit<TransactionRowProps, 'row' | 'index' | 'top' | 'height' | 'plainCurrency'>;
}

/**
 * Draws the rows that are in sight, each day in a group whose heading stays while the day is scrolled
 * through.
 */
export function VirtualRows({
  ref,
  list,
  items,
  total,
  today,
  plainCurrency,
  onNearEnd,
  rowProps,
}: VirtualRowsProps) {
  const t = useTranslations('transactions');
  const rowHeight = useRowHeight();
  const scrollMargin = useTop(list);
  const virtualizer = useWindowVirtualizer({
    count: items.length,
    estimateSize: (index) => (items[index]?.kind === 'day' ? HEADING_PX : rowHeight),
    getItemKey: (index) => keyOf(items[index]),
    overscan: 12,
    scrollMargin,
    // What floats over the ends of the window: the header with a day's heading, the bar of the selection.
    scrollPaddingStart: 110,
    scrollPaddingEnd: 140,
    initialRect: { width: 1024, height: 1000 },
  });
  useLayoutEffect(() => virtualizer.measure(), [virtualizer, items, rowHeight]);
  useImperativeHandle(ref, () => ({ scrollTo: (itemIndex) => virtualizer.scrollToIndex(itemIndex) }), [
    virtualizer,
  ]);

  const visible = virtualizer.getVirtualItems();
  const isNearEnd = (visible[visible.length - 1]?.index ?? 0) >= items.length - AHEAD;
  useEffect(() => {
    if (isNearEnd) onNearEnd();
  });

  const places = virtualizer.measurementsCache;
  const startOf = (index: number) => (places[index]?.start ?? 0) - scrollMargin;
  return (
    <div
      ref={list}
      role="grid"
      aria-label={t('list')}
      aria-multiselectable="true"
      aria-rowcount={total}
      className="relative"
      style={{ height: virtualizer.getTotalSize() }}
    >
      {groupByDay(items, visible).map(({ heading, at, until, indexes }) => (
        <div
          key={heading?.date ?? 'all'}
          role="rowgroup"
          className="absolute inset-x-0"
          style={{ top: startOf(at), height: (places[until]?.end ?? 0) - (places[at]?.start ?? 0) }}
        >
          {heading && <DayHeading day={heading} today={today} plainCurrency={plainCurrency} />}
          {indexes.map((itemIndex) => {
            const item = items[itemIndex];
            if (item?.kind !== 'row') return null;
            const { row, index } = item;
            return (
              <TransactionRow
                key={row.id}
                row={row}
                index={index}
                top={startOf(itemIndex) - startOf(at)}
                height={rowHeight}
                plainCurrency={plainCurrency}
                {...rowProps(row.id, index)}
              />
            );
          })}
        </div>
      ))}
    </div>
  );
}

function keyOf(item: ListItem | undefined): string {
  if (!item) return '';
  return item.kind === 'day' ? `day ${item.date}` : item.row.id;
}

export function useIsNarrow(): boolean {
  return useMedia('(width < 48rem)');
}

/** Two lines on a phone; on a desk one, a little higher where fingers point. */
function useRowHeight(): number {
  const isNarrow = useIsNarrow();
  const isCoarse = useMedia('(pointer: coarse)');
  if (isNarrow) return 60;
  return isCoarse ? 48 : 44;
}

/**
 * How far below the top of the page the element begins. What is above it changes its height: filters come and
 * go, sums break into lines.
 */
function useTop(element: RefObject<HTMLElement | null>): number {
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    const measure = () =>
      setTop(element.current ? Math.round(element.current.getBoundingClientRect().top + window.scrollY) : 0);
    measure();
    const resized = new ResizeObserver(measure);
    resized.observe(document.body);
    return () => resized.disconnect();
  }, [element]);
  return top;
}
