interface ProgressBarProps {
  label: string;
  /** "12,400 of 50,000 rows": counts, not percents, because people know how many they have. */
  counts: string;
  value: number;
  max: number;
}

export function ProgressBar({ label, counts, value, max }: ProgressBarProps) {
  const share = max > 0 ? Math.min(1, value / max) : 0;
  return (
    <div className="grid gap-2">
      <div className="flex justify-between gap-4 text-14">
        <span className="font-medium">{label}</span>
        <span className="text-muted tabular-nums">{counts}</span>
      </div>
      <div
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={max}
        aria-valuenow={value}
        aria-valuetext={counts}
        className="h-1.5 overflow-hidden rounded-full bg-grey-5"
      >
        <div
          className="size-full origin-left rounded-full bg-accent transition-transform"
          style={{ transform: `scaleX(${share})` }}
        />
      </div>
    </div>
  );
}
