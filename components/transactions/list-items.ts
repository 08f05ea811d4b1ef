import type { ListRow } from './queries';
import { addUp, type MoneyText } from './sums';

export interface DayItem {
  kind: 'day';
  date: string;
  /** Per currency; null while rows of the day may still be missing. */
  sums: readonly MoneyText[] | null;
}
export interface RowItem {
  kind: 'row';
  row: ListRow;
  /** Position among the rows, headings not counted. */
  index: number;
}
export type ListItem = DayItem | RowItem;

/**
 * What the virtual list draws: rows with a heading before each day, or rows alone where the order is not by
 * date.
 */
export function toItems(
  rows: readonly ListRow[],
  { byDay, isComplete }: { byDay: boolean; isComplete: boolean },
): ListItem[] {
  const items: ListItem[] = [];
  let start = 0;
  while (start < rows.length) {
    const date = rows[start]?.date ?? '';
    let end = start;
    while (end < rows.length && (!byDay || rows[end]?.date === date)) end += 1;
    const isWhole = end < rows.length || isComplete;
    if (byDay)
      items.push({
        kind: 'day',
        date,
        sums: isWhole ? addUp(rows.slice(start, end).map((row) => row.amount)) : null,
      });
    for (let index = start; index < end; index += 1) items.push({ kind: 'row', row: rows[index]!, index });
    start = end;
  }
  return items;
}

export interface DayGroup {
  heading: DayItem | null;
  /**
   * First and last item of the whole day, in sight or not: a sticky heading travels as far as its day goes.
   */
  at: number;
  until: number;
  indexes: number[];
}

/** The days that have something in sight. */
export function groupByDay(items: readonly ListItem[], visible: readonly { index: number }[]): DayGroup[] {
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
