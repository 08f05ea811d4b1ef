'use client';

import { Table as TableIcon } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState, type ReactNode } from 'react';
import { Amount } from '@/components/money/amount';
import { Table, Td, Th, Tr } from '@/components/ui/table';

export interface ChartTableProps {
  caption: string;
  /** Heading of the first column, then of each column of numbers. */
  columns: readonly string[];
  /** `cells` are exact amounts, or texts such as a share where `text` is said. */
  rows: readonly { label: string; cells: readonly ({ amount: string } | { text: string })[] }[];
  currency: string;
  height: number;
  /** The drawing. */
  children: ReactNode;
}

/**
 * A chart and its table twin. The table is always there for screen readers; the button shows it to everybody
 * in the chart's place, for those who would rather read or copy the numbers.
 */
export function ChartTable({ caption, columns, rows, currency, height, children }: ChartTableProps) {
  const t = useTranslations('common');
  const [shown, setShown] = useState(false);
  return (
    <div className="group/chart relative">
      {!shown && children}
      <div
        className={shown ? 'overflow-y-auto' : 'sr-only'}
        style={shown ? { height } : undefined}
        tabIndex={shown ? 0 : undefined}
        role={shown ? 'region' : undefined}
        aria-label={shown ? caption : undefined}
      >
        <Table>
          <caption className="sr-only">{`${caption} (${currency})`}</caption>
          <thead>
            <tr>
              {columns.map((column, index) => (
                <Th
                  key={column}
                  align={index === 0 ? 'start' : 'end'}
                  className="px-1! first:pl-0! last:pr-0!"
                >
                  {column}
                </Th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Tr key={row.label}>
                <Th scope="row" className="px-1! font-normal text-ink! first:pl-0!">
                  {row.label}
                </Th>
                {row.cells.map((cell, index) => (
                  <Td key={index} align="end" className="h-9! px-1! last:pr-0!">
                    {'amount' in cell ? <Amount amount={cell.amount} /> : cell.text}
                  </Td>
                ))}
              </Tr>
            ))}
          </tbody>
        </Table>
      </div>
      <button
        type="button"
        aria-pressed={shown}
        onClick={() => setShown(!shown)}
        className="absolute -top-11 right-0 flex size-8 items-center justify-center rounded-md text-muted hover:bg-grey-4 hover:text-ink"
      >
        <TableIcon aria-hidden className="size-4" />
        <span className="sr-only">{t(shown ? 'showAsChart' : 'showAsTable')}</span>
      </button>
    </div>
  );
}
