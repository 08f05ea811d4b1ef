import { Skeleton, SkeletonRows } from '@/components/ui/skeleton';

export default function Loading() {
  return (
    <div aria-busy>
      <Skeleton className="mb-6 h-10 w-48" />
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <SkeletonRows rows={14} className="rounded-lg border border-line bg-card pt-12" />
        <SkeletonRows rows={5} className="rounded-lg border border-line bg-card pt-12" />
      </div>
    </div>
  );
}
