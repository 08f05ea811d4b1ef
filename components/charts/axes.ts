import { formatMoney } from '@/components/money/format';
import type { CanvasColors } from './canvas';

const font = { family: 'inherit', size: 12 };

/** The axes of bars and lines: names below, three faint lines behind, compact amounts beside them. */
export function axes(colors: CanvasColors, locale: string, fontFamily: string) {
  const ticks = { color: colors.muted, font: { ...font, family: fontFamily } };
  return {
    x: {
      grid: { display: false },
      border: { display: false },
      ticks: { ...ticks, maxRotation: 0, autoSkipPadding: 12 },
    },
    y: {
      border: { display: false },
      grid: { color: colors.line, drawTicks: false },
      ticks: {
        ...ticks,
        padding: 8,
        maxTicksLimit: 4,
        // A canvas cannot blur one label, so in privacy the numbers are not drawn at all.
        callback: (value: string | number) =>
          document.documentElement.dataset.privacy
            ? ''
            : formatMoney(String(value), { locale, compact: true }),
      },
    },
  };
}

/** Pixels may be inexact, texts may not: this is for positions only. */
export function pixels(amount: string): number {
  return Number(amount);
}

/** The page's font, which a canvas does not inherit. */
export function pageFont(): string {
  return getComputedStyle(document.body).fontFamily;
}
