'use client';

import {
  ArcElement,
  BarController,
  BarElement,
  CategoryScale,
  Chart as ChartJs,
  DoughnutController,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
  type ChartConfiguration,
  type ChartType,
  type TooltipModel,
} from 'chart.js';
import { useMemo, useRef, useState, type ReactNode } from 'react';
import { Chart } from 'react-chartjs-2';
import { resolveColors, useAppearance } from './theme';

ChartJs.register(ArcElement, BarController, BarElement, CategoryScale, DoughnutController, LinearScale, LineController, LineElement, PointElement, Tooltip);

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
  expense: 'var(--grey-8)',
};

interface Pointed {
  index: number;
  x: number;
  y: number;
}

interface CanvasProps<T extends ChartType> {
  /** Says what the chart shows; the numbers are in its table. */
  label: string;
  height: number;
  /** Builds the chart's data and options from resolved colours; `resolve` does the same for a chart's own. */
  build: (colors: CanvasColors, resolve: (colors: readonly string[]) => string[]) => Pick<ChartConfiguration<T>, 'data' | 'options'> & { type: T };
  /** What the tooltip says about the bar, slice or point at `index`. */
  tooltip: (index: number) => ReactNode;
  onSelect?: ((index: number) => void) | undefined;
  onPoint?: ((index: number | null) => void) | undefined;
  children?: ReactNode;
}

/** Owns Chart.js: registration, colours of the theme, motion, size, tooltip, pointing and clicking. Nothing else knows the library. */
export function Canvas<T extends ChartType>({ label, height, build, tooltip, onSelect, onPoint, children }: CanvasProps<T>) {
  const frame = useRef<HTMLDivElement>(null);
  const [element, setElement] = useState<HTMLDivElement | null>(null);
  const [pointed, setPointed] = useState<Pointed | null>(null);
  const appearance = useAppearance();
  const lastPointed = useRef<number | null>(null);

  const chart = useMemo(() => {
    if (!element || !appearance) return null;
    const resolve = (colors: readonly string[]) => Object.values(resolveColors(element, Object.fromEntries(colors.map((color, index) => [`c${index}`, color]))));
    return build(resolveColors(element, { ...palette }), resolve);
  }, [element, appearance, build]);

  const point = (next: Pointed | null) => {
    setPointed(next);
    if ((next?.index ?? null) === lastPointed.current) return;
    lastPointed.current = next?.index ?? null;
    onPoint?.(lastPointed.current);
  };
  const showTooltip = ({ tooltip: model }: { tooltip: TooltipModel<T> }) => {
    const index = model.dataPoints?.[0]?.dataIndex;
    if (model.opacity === 0 || index === undefined) point(null);
    else point({ index, x: model.caretX, y: model.caretY });
  };

  const isStill = typeof matchMedia === 'function' && matchMedia('(prefers-reduced-motion: reduce)').matches;
  const options = chart && {
    ...chart.options,
    responsive: true,
    maintainAspectRatio: false,
    animation: isStill ? false : { duration: 150 },
    onClick: (_: unknown, hits: { index: number }[]) => hits[0] && onSelect?.(hits[0].index),
    onHover: (event: { native: Event | null }, hits: unknown[]) => {
      const target = event.native?.target;
      if (target instanceof HTMLElement) target.style.cursor = onSelect && hits.length > 0 ? 'pointer' : '';
    },
    plugins: { ...chart.options?.plugins, tooltip: { enabled: false, external: showTooltip } },
  };

  return (
    <div
      ref={(node) => {
        frame.current = node;
        setElement(node);
      }}
      className="relative"
      style={{ height }}
      onPointerLeave={() => point(null)}
    >
      {/* The library's types of options are recursive partials that TypeScript cannot follow through a spread. */}
      {chart && <Chart type={chart.type} data={chart.data} options={options as ChartConfiguration<T>['options'] & object} role="img" aria-label={label} />}
      {children}
      {pointed && <TooltipBox at={pointed} width={element?.clientWidth ?? 0}>{tooltip(pointed.index)}</TooltipBox>}
    </div>
  );
}

function TooltipBox({ at, width, children }: { at: Pointed; width: number; children: ReactNode }) {
  const side = at.x > width / 2 ? { right: width - at.x + 12 } : { left: at.x + 12 };
  return (
    <div aria-hidden className="pointer-events-none absolute z-10 w-max max-w-64 -translate-y-1/2 rounded-md bg-card px-3 py-2 text-12 shadow-floating" style={{ ...side, top: at.y }}>
      {children}
    </div>
  );
}
