import { SkeletonRows } from '@/components/ui/skeleton';

export default function Loading() {
  return (
    <div aria-busy className="grid max-w-3xl gap-6">
      <SkeletonRows rows={3} className="rounded-lg border border-line bg-card pt-12" />
      <SkeletonRows rows={4} className="rounded-lg border border-line bg-card pt-12" />
    </div>
  );
}
