import { Skeleton } from '@/components/ui/skeleton';

/** As high as the chart, so that nothing moves when it arrives. */
export function ChartSkeleton({ height }: { height: number }) {
  return (
    <div aria-hidden className="flex items-end gap-3 pb-6" style={{ height }}>
      {[55, 70, 40, 80, 65, 90, 50, 75].map((share, index) => (
        <Skeleton key={index} className="flex-1" style={{ height: `${share}%` }} />
      ))}
    </div>
  );
}
