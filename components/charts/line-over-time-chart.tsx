'use client';

import { useLocale } from 'next-intl';
import { useCallback } from 'react';
import { formatDate } from '@/components/ui/format-date';
import { axes, pageFont, pixels } from './axes';
import { Canvas, type CanvasColors } from './canvas';
import { pointStyle, type LineOverTimeProps } from './line-over-time';
import { fade } from './theme';
import { TooltipRows } from './tooltip-rows';

export default function LineOverTimeChart({
  label,
  points,
  currency,
  measure,
  unit,
  height,
  onSelect,
}: LineOverTimeProps & { height: number }) {
  const locale = useLocale();
  const axisStyle = unit !== 'month' ? 'short' : points.length > 12 ? 'axisMonth' : 'shortMonth';
  const build = useCallback(
    (colors: CanvasColors) => ({
      type: 'line' as const,
      data: {
        labels: points.map((point) => formatDate(point.date, locale, axisStyle)),
        datasets: [
          {
            data: points.map((point) => pixels(point.amount)),
            borderColor: colors.accent,
            borderWidth: 2,
            backgroundColor: fade(colors.accent, 0.08),
            fill: 'start',
            pointRadius: 0,
            pointHoverRadius: 4,
            pointHoverBackgroundColor: colors.accent,
            pointHoverBorderColor: colors.card,
            pointHoverBorderWidth: 2,
            tension: 0,
          },
        ],
      },
      options: {
        interaction: { mode: 'index' as const, intersect: false },
        scales: axes(colors, locale, pageFont()),
      },
    }),
    [points, axisStyle, locale],
  );

  return (
    <Canvas
      label={label}
      height={height}
      build={build}
      onSelect={onSelect}
      tooltip={(index) => {
        const point = points[index];
        return (
          point && (
            <TooltipRows
              title={formatDate(point.date, locale, pointStyle(unit))}
              currency={currency}
              rows={[{ label: measure, amount: point.amount, color: 'var(--accent)' }]}
            />
          )
        );
      }}
    />
  );
}
