import { Skeleton } from '@/components/ui/skeleton';

export default function Loading() {
  return (
    <div aria-busy>
      <Skeleton className="mb-3 h-4 w-36" />
      <Skeleton className="mb-6 h-10 w-56" />
      <Skeleton className="mb-6 h-96 w-full rounded-lg" />
    </div>
  );
}
