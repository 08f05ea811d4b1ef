import { Skeleton, SkeletonRows } from '@/components/ui/skeleton';

export default function Loading() {
  return (
    <div aria-busy>
      <Skeleton className="mb-3 h-4 w-28" />
      <Skeleton className="mb-6 h-10 w-72 max-w-full" />
      <Skeleton className="mb-6 h-36 w-full rounded-lg" />
      <SkeletonRows rows={12} className="rounded-lg border border-line bg-card pt-12" />
    </div>
  );
}
