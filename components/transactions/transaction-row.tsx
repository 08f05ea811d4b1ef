'use client';

import { ArrowLeftRight } from 'lucide-react';
import { useTranslations } from 'next-intl';
import dynamic from 'next/dynamic';
import { memo, useRef, type MouseEvent, type PointerEvent, type RefObject } from 'react';
import { Amount } from '@/components/money/amount';
import { Badge, CategoryChip } from '@/components/ui/badge';
import { CalendarDate } from '@/components/ui/calendar-date';
import { categoryColor } from '@/components/ui/category-color';
import { Checkbox } from '@/components/ui/checkbox';
import { cn } from '@/components/ui/cn';
import type { Choices } from './queries';
import type { ListRow } from './queries';
import { transferName } from './transfer-sides';

// Most visits only read; what edits in place comes when the first cell is opened.
const InlineCategory = dynamic(() => import('./inline-category').then((module) => module.InlineCategory), {
  ssr: false,
});
const InlinePayee = dynamic(() => import('./inline-payee').then((module) => module.InlinePayee), {
  ssr: false,
});

export type EditedCell = 'category' | 'payee';

/**
 * What a row can ask of its list. Handed down as one ref that never changes, so that a change of one row
 * draws only that row.
 */
export interface RowActions {
  toggle: (row: ListRow, options?: { asRange?: boolean }) => void;
  open: (row: ListRow) => void;
  edit: (row: ListRow, cell: EditedCell) => void;
  stopEditing: () => void;
  setCategory: (row: ListRow, categoryId: string | null) => void;
  setPayee: (row: ListRow, payee: string) => void;
  activate: (index: number) => void;
}

export interface TransactionRowProps {
  row: ListRow;
  index: number;
  top: number;
  height: number;
  isNarrow: boolean;
  withDate: boolean;
  withBalance: boolean;
  /** The currency that goes without saying. */
  plainCurrency: string;
  isActive: boolean;
  isSelected: boolean;
  /** Something is selected: a tap selects instead of opening. */
  isSelecting: boolean;
  editing: EditedCell | null;
  choices: Choices | undefined;
  actions: RefObject<RowActions>;
}

const LONG_PRESS_MS = 450;

/** One transaction of the list: columns on a desk, two lines on a phone. */
export const TransactionRow = memo(function TransactionRow(props: TransactionRowProps) {
  const { row, index, top, height, isNarrow, isActive, isSelected, isSelecting, actions } = props;
  const press = useRef<ReturnType<typeof setTimeout>>(undefined);
  const wasLongPress = useRef(false);

  const onClick = (event: MouseEvent) => {
    if (wasLongPress.current) wasLongPress.current = false;
    else if (event.target instanceof Element && event.target.closest('button, label, input')) return;
    else if (isSelecting && isNarrow) actions.current.toggle(row);
    else if (event.shiftKey) actions.current.toggle(row, { asRange: true });
    else actions.current.open(row);
  };
  const onPointerDown = (event: PointerEvent) => {
    wasLongPress.current = false;
    if (event.pointerType !== 'touch') return;
    press.current = setTimeout(() => {
      wasLongPress.current = true;
      actions.current.toggle(row);
    }, LONG_PRESS_MS);
  };
  const release = () => clearTimeout(press.current);

  return (
    <div
      role="row"
      data-row={row.id}
      aria-rowindex={index + 1}
      aria-selected={isSelected}
      tabIndex={isActive ? 0 : -1}
      style={{ top, height }}
      onClick={onClick}
      onPointerDown={onPointerDown}
      onPointerUp={release}
      onPointerCancel={release}
      onPointerLeave={release}
      onFocus={() => actions.current.activate(index)}
      className={cn(
        'group/row absolute inset-x-0 cursor-pointer border-b border-line outline-none select-none focus-visible:z-1 focus-visible:outline-2 focus-visible:-outline-offset-2 focus-visible:outline-accent',
        isSelected ? 'bg-accent-soft' : 'hover:bg-grey-3',
        isNarrow && '[-webkit-touch-callout:none]',
      )}
    >
      {isNarrow ? <NarrowCells {...props} /> : <WideCells {...props} />}
    </div>
  );
});

/** The columns of the wide list; the day's list needs no dates. */
function columnsClass({ withDate, withBalance }: { withDate: boolean; withBalance: boolean }): string {
  if (withBalance) return 'grid-cols-[2.5rem_minmax(0,4fr)_minmax(0,2fr)_8.5rem_9rem]';
  return withDate
    ? 'grid-cols-[2.5rem_7rem_minmax(0,4fr)_minmax(0,2fr)_minmax(0,1.6fr)_9rem]'
    : 'grid-cols-[2.5rem_minmax(0,4fr)_minmax(0,2fr)_minmax(0,1.6fr)_9rem]';
}

function WideCells({
  row,
  withDate,
  withBalance,
  plainCurrency,
  isActive,
  isSelected,
  isSelecting,
  editing,
  choices,
  actions,
}: TransactionRowProps) {
  const t = useTranslations('transactions');
  const name = useRowName(row);
  const tabIndex = isActive ? 0 : -1;
  return (
    <div
      className={cn('grid h-full items-center gap-x-3 pr-4', columnsClass({ withDate, withBalance }))}
      role="presentation"
    >
      <span
        role="gridcell"
        className={cn(
          'flex h-full items-center justify-end',
          !isSelecting &&
            'opacity-0 group-hover/row:opacity-100 group-focus-within/row:opacity-100 pointer-coarse:opacity-100',
        )}
      >
        <Checkbox
          label={t('selectRow', { name })}
          hideLabel
          checked={isSelected}
          tabIndex={tabIndex}
          onChange={(event) =>
            actions.current.toggle(row, {
              asRange: event.nativeEvent instanceof globalThis.MouseEvent && event.nativeEvent.shiftKey,
            })
          }
          className="p-1.5"
        />
      </span>
      {withDate && (
        <span role="gridcell" className="text-muted">
          <CalendarDate date={row.date} />
        </span>
      )}
      <span role="gridcell" className="flex min-w-0 items-center gap-2">
        {editing === 'payee' ? (
          <InlinePayee row={row} actions={actions} />
        ) : row.transfer ? (
          <>
            <span className="max-w-full shrink-0 truncate font-medium">{name}</span>
            {(row.description ?? row.payee) && (
              <span className="min-w-0 shrink-[3] truncate text-muted">{row.description ?? row.payee}</span>
            )}
            <Marks row={row} />
          </>
        ) : (
          <>
            <button
              type="button"
              tabIndex={tabIndex}
              aria-label={t('changePayee', { name })}
              onClick={() => actions.current.edit(row, 'payee')}
              className={cn(
                '-mx-1.5 max-w-full shrink truncate rounded-sm px-1.5 py-1 text-left hover:bg-grey-5',
                row.payee ? 'font-medium' : 'text-muted',
              )}
            >
              {row.payee ?? (row.description ? row.description : t('noPayee'))}
            </button>
            {row.payee && row.description && (
              <span className="min-w-0 shrink-[3] truncate text-muted">{row.description}</span>
            )}
            <Marks row={row} />
          </>
        )}
      </span>
      <span role="gridcell" className="min-w-0">
        {editing === 'category' && choices ? (
          <InlineCategory row={row} choices={choices} actions={actions} />
        ) : row.transfer ? (
          <TransferMark />
        ) : (
          <button
            type="button"
            tabIndex={tabIndex}
            aria-label={t('changeCategory', { name: row.category?.name ?? t('uncategorized') })}
            onClick={() => actions.current.edit(row, 'category')}
            className="flex max-w-full rounded-full hover:brightness-95 dark:hover:brightness-110"
          >
            <Category row={row} />
          </button>
        )}
      </span>
      {!withBalance && (
        <span role="gridcell" className="truncate text-muted">
          {row.account.name}
        </span>
      )}
      <span role="gridcell" className="text-right">
        <RowAmount row={row} plainCurrency={plainCurrency} />
      </span>
      {withBalance && (
        <span role="gridcell" className="text-right">
          {row.balance && <Amount amount={row.balance.amount} muted />}
        </span>
      )}
    </div>
  );
}

function NarrowCells({
  row,
  withDate,
  withBalance,
  plainCurrency,
  isSelected,
  isSelecting,
  actions,
}: TransactionRowProps) {
  const t = useTranslations('transactions');
  const name = useRowName(row);
  return (
    <div className="flex h-full items-center gap-3 px-3 sm:px-4" role="presentation">
      {isSelecting && (
        <span role="gridcell" className="flex">
          <Checkbox
            label={t('selectRow', { name })}
            hideLabel
            checked={isSelected}
            tabIndex={-1}
            onChange={() => actions.current.toggle(row)}
            className="-m-2 p-2"
          />
        </span>
      )}
      <span role="gridcell" className="grid min-w-0 flex-1 gap-0.5">
        <span className="flex min-w-0 items-center gap-2">
          <span className={cn('truncate', (row.payee ?? row.transfer) ? 'font-medium' : 'text-muted')}>
            {name}
          </span>
          <Marks row={row} />
        </span>
        <span className="flex min-w-0 items-center gap-2 text-12 text-muted">
          <Category row={row} className="h-5" />
          {withDate ? (
            <CalendarDate date={row.date} format="short" className="shrink-0 tabular-nums" />
          ) : (
            !withBalance && <span className="truncate">{row.account.name}</span>
          )}
        </span>
      </span>
      <span role="gridcell" className="grid justify-items-end gap-0.5">
        <RowAmount row={row} plainCurrency={plainCurrency} />
        {withBalance && row.balance && <Amount amount={row.balance.amount} size="small" muted />}
      </span>
    </div>
  );
}

function RowAmount({ row, plainCurrency }: { row: ListRow; plainCurrency: string }) {
  const { amount, currency } = row.amount;
  return (
    <Amount
      amount={amount}
      currency={currency === plainCurrency ? undefined : currency}
      signed={!row.transfer}
      muted={row.status === 'PENDING'}
    />
  );
}

function Category({ row, className }: { row: ListRow; className?: string }) {
  const t = useTranslations('transactions');
  if (row.transfer) return <TransferMark />;
  if (row.category)
    return (
      <CategoryChip
        name={row.category.name}
        color={categoryColor(row.category.color)}
        className={className}
      />
    );
  return (
    <span
      className={cn(
        'inline-flex h-6 items-center rounded-full border border-dashed border-grey-8 px-2.5 text-12 text-muted',
        className,
      )}
    >
      {t('uncategorized')}
    </span>
  );
}

/** Stands where other rows have their category: a transfer has none. */
function TransferMark() {
  const t = useTranslations('transactions');
  return (
    <span className="flex items-center gap-1.5 text-12 text-muted">
      <ArrowLeftRight aria-hidden className="size-3.5 shrink-0" />
      {t('kindTransfer')}
    </span>
  );
}

function Marks({ row }: { row: ListRow }) {
  const t = useTranslations('transactions');
  return row.status === 'PENDING' && <Badge tone="attention">{t('statusPending')}</Badge>;
}

/** What a person would call it. */
function useRowName(row: ListRow): string {
  const t = useTranslations('transactions');
  return transferName(row) ?? row.payee ?? row.description ?? t('noPayee');
}
