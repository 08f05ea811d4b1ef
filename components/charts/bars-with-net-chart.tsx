'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useCallback } from 'react';
import { formatDate } from '@/components/ui/format-date';
import { axes, pageFont, pixels } from './axes';
import type { BarsWithNetProps } from './bars-with-net';
import { Canvas, type CanvasColors } from './canvas';
import { hatch } from './hatch';
import { fade } from './theme';
import { TooltipRows } from './tooltip-rows';

export default function BarsWithNetChart({
  label,
  months,
  currency,
  markedMonth,
  unfinishedMonth,
  height,
  onSelect,
}: BarsWithNetProps & { height: number }) {
  const t = useTranslations('common');
  const locale = useLocale();

  const build = useCallback(
    (colors: CanvasColors) => {
      const fill = (color: string) =>
        months.map(({ month }) => {
          const strength = markedMonth && month !== markedMonth ? fade(color, 0.4) : color;
          return month === unfinishedMonth ? hatch(strength) : strength;
        });
      const bars = {
        borderRadius: 3,
        borderSkipped: 'start' as const,
        maxBarThickness: 14,
        categoryPercentage: 0.7,
        barPercentage: 0.85,
      };
      return {
        type: 'bar' as const,
        data: {
          labels: months.map((month) => formatDate(month.month, locale, 'shortMonth')),
          datasets: [
            {
              type: 'line' as const,
              data: months.map((month) => pixels(month.net)),
              borderColor: colors.ink,
              borderWidth: 1.5,
              pointRadius: 2.5,
              pointHoverRadius: 4,
              pointBackgroundColor: colors.card,
              pointHoverBackgroundColor: colors.ink,
              pointBorderColor: colors.ink,
              pointBorderWidth: 1.5,
              tension: 0,
            },
            {
              ...bars,
              data: months.map((month) => pixels(month.income)),
              backgroundColor: fill(colors.income),
              hoverBackgroundColor: fill(colors.income),
            },
            {
              ...bars,
              data: months.map((month) => -pixels(month.expenses)),
              backgroundColor: fill(colors.expense),
              hoverBackgroundColor: fill(colors.expense),
            },
          ],
        },
        options: {
          interaction: { mode: 'index' as const, intersect: false },
          scales: axes(colors, locale, pageFont()),
        },
      };
    },
    [months, markedMonth, unfinishedMonth, locale],
  );

  return (
    <Canvas
      label={label}
      height={height}
      build={build}
      onSelect={onSelect}
      tooltip={(index) => {
        const month = months[index];
        return (
          month && (
            <TooltipRows
              title={formatDate(month.month, locale, 'month')}
              currency={currency}
              note={month.month === unfinishedMonth ? t('unfinishedMonth') : undefined}
              rows={[
                { label: t('income'), amount: month.income, color: 'var(--income)' },
                { label: t('expenses'), amount: month.expenses, color: 'var(--grey-9)' },
                { label: t('net'), amount: month.net, color: 'var(--grey-12)', signed: true },
              ]}
            />
          )
        );
      }}
    />
  );
}
