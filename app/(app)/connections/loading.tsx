import { Skeleton, SkeletonRows } from '@/components/ui/skeleton';

export default function Loading() {
  return (
    <div aria-busy>
      <Skeleton className="mb-6 h-10 w-52" />
      <Skeleton className="mb-6 h-72 w-full rounded-lg" />
      <SkeletonRows rows={3} className="rounded-lg border border-line bg-card pt-12" />
    </div>
  );
}
