import { SkeletonRows } from '@/components/ui/skeleton';

export default function Loading() {
  return (
    <div aria-busy className="max-w-3xl">
      <SkeletonRows rows={8} className="rounded-lg border border-line bg-card pt-12" />
    </div>
  );
}
