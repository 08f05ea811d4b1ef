'use client';

import { useLocale } from 'next-intl';
import { useCallback } from 'react';
import { formatShare } from '@/components/money/format';
import { categoryColorVar } from '@/components/ui/category-color';
import { pixels } from './axes';
import { Canvas, type CanvasColors } from './canvas';
import type { DoughnutProps } from './doughnut';
import { fade } from './theme';
import { TooltipRows } from './tooltip-rows';

export default function DoughnutChart({
  label,
  slices,
  currency,
  activeId,
  onActive,
  onSelect,
  height,
}: DoughnutProps & { height: number }) {
  const locale = useLocale();
  const build = useCallback(
    (colors: CanvasColors, resolve: (colors: readonly string[]) => string[]) => {
      const own = resolve(slices.map((slice) => categoryColorVar(slice.color)));
      const dims = activeId != null && slices.some((slice) => slice.id === activeId);
      return {
        type: 'doughnut' as const,
        data: {
          labels: slices.map((slice) => slice.name),
          datasets: [
            {
              data: slices.map((slice) => Math.abs(pixels(slice.amount))),
              backgroundColor: own.map((color, index) =>
                dims && slices[index]?.id !== activeId ? fade(color, 0.3) : color,
              ),
              hoverBackgroundColor: own,
              borderColor: colors.card,
              hoverBorderColor: colors.card,
              borderWidth: 2,
              borderRadius: 3,
            },
          ],
        },
        options: { cutout: '74%' },
      };
    },
    [slices, activeId],
  );

  return (
    <Canvas
      label={label}
      height={height}
      build={build}
      onSelect={onSelect}
      onPoint={(index) => onActive?.(index === null ? null : (slices[index]?.id ?? null))}
      tooltip={(index) => {
        const slice = slices[index];
        return (
          slice && (
            <TooltipRows
              title={slice.name}
              currency={currency}
              note={formatShare(slice.share, locale)}
              rows={[{ label: '', amount: slice.amount, color: categoryColorVar(slice.color) }]}
            />
          )
        );
      }}
    />
  );
}
