import { Skeleton } from '@/components/ui/skeleton';

export default function Loading() {
  return (
    <div aria-busy className="max-w-4xl">
      <Skeleton className="mb-8 h-10 w-32" />
      <div className="grid gap-3">
        {[0, 1, 2].map((card) => (
          <Skeleton key={card} className="h-56 w-full rounded-lg" />
        ))}
      </div>
    </div>
  );
}
