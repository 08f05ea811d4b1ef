'use client';

import {
  ArcElement,
  BarController,
  BarElement,
  CategoryScale,
  Chart as ChartJs,
  DoughnutController,
  Filler,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
  type ChartData,
  type ChartOptions,
  type ChartType,
} from 'chart.js';
import { useEffect, useEffectEvent, useMemo, useState, type ReactNode } from 'react';
import { Chart } from 'react-chartjs-2';
import { resolveColors, useAppearance } from './theme';

ChartJs.register(
  ArcElement,
  BarController,
  BarElement,
  CategoryScale,
  DoughnutController,
  Filler,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
);

export interface CanvasColors {
  ink: string;
  muted: string;
  line: string;
  card: string;
  accent: string;
  income: string;
  expense: string;
}
const palette: CanvasColors = {
  ink: 'var(--grey-12)',
  muted: 'var(--grey-11)',
  line: 'var(--grey-4)',
  card: 'var(--grey-1)',
  accent: 'var(--accent)',
  income: 'var(--income)',
  expense: 'var(--grey-9)',
};

interface Pointed {
  index: number;
  x: number;
  y: number;
}

interface CanvasProps {
  /** Says what the chart shows; the numbers are in its table. */
  label: string;
  height: number;
  /** Builds the chart's data and options from resolved colours; `resolve` does the same for a chart's own. */
  build: (
    colors: CanvasColors,
    resolve: (colors: readonly string[]) => string[],
  ) => { type: ChartType; data: ChartData; options: object };
  /** What the tooltip says about the bar, slice or point at `index`. */
  tooltip: (index: number) => ReactNode;
  onSelect?: ((index: number) => void) | undefined;
  onPoint?: ((index: number | null) => void) | undefined;
}

/**
 * Owns Chart.js: registration, colours of the theme, motion, size, tooltip, pointing and clicking. Nothing
 * else knows the library.
 */
export function Canvas({ label, height, build, tooltip, onSelect, onPoint }: CanvasProps) {
  const [frame, setFrame] = useState<HTMLDivElement | null>(null);
  const [pointed, setPointed] = useState<Pointed | null>(null);
  const appearance = useAppearance();

  const index = pointed?.index ?? null;
  const announce = useEffectEvent((at: number | null) => onPoint?.(at));
  useEffect(() => announce(index), [index]);

  const chart = useMemo(() => {
    if (!frame || !appearance) return null;
    const resolve = (colors: readonly string[]) =>
      Object.values(
        resolveColors(frame, Object.fromEntries(colors.map((color, index) => [`c${index}`, color]))),
      );
    const { type, data, options } = build(resolveColors(frame, { ...palette }), resolve);
    const behaviour: ChartOptions = {
      responsive: true,
      maintainAspectRatio: false,
      animation: matchMedia('(prefers-reduced-motion: reduce)').matches ? false : { duration: 150 },
      onClick: (_, hits) => hits[0] && onSelect?.(hits[0].index),
      onHover: ({ native }, hits) => {
        if (native?.target instanceof HTMLElement)
          native.target.style.cursor = onSelect && hits.length > 0 ? 'pointer' : '';
      },
      plugins: {
        tooltip: {
          enabled: false,
          external: ({ tooltip: model }) => {
            const hit = model.opacity === 0 ? undefined : model.dataPoints[0];
            const next = hit ? { index: hit.dataIndex, x: model.caretX, y: model.caretY } : null;
            // Every redraw reports the same place again; only a new one may draw again.
            setPointed((last) =>
              last && next && last.index === next.index && last.x === next.x && last.y === next.y
                ? last
                : next,
            );
          },
        },
      },
    };
    return { type, data, options: { ...options, ...behaviour } };
  }, [frame, appearance, build, onSelect]);

  return (
    <div ref={setFrame} className="relative" style={{ height }} onPointerLeave={() => setPointed(null)}>
      {chart && (
        <Chart type={chart.type} data={chart.data} options={chart.options} role="img" aria-label={label} />
      )}
      {frame && pointed && (
        <TooltipBox at={pointed} width={frame.clientWidth}>
          {tooltip(pointed.index)}
        </TooltipBox>
      )}
    </div>
  );
}

function TooltipBox({ at, width, children }: { at: Pointed; width: number; children: ReactNode }) {
  const side = at.x > width / 2 ? { right: width - at.x + 12 } : { left: at.x + 12 };
  return (
    <div
      aria-hidden
      className="pointer-events-none absolute z-10 w-max max-w-64 -translate-y-1/2 rounded-md bg-card px-3 py-2 text-12 shadow-floating"
      style={{ ...side, top: at.y }}
    >
      {children}
    </div>
  );
}
