import { Skeleton } from '@/components/ui/skeleton';

export default function MailInboxLoading() {
  return (
    <div aria-busy className="grid gap-6">
      <Skeleton className="h-9 w-48" />
      <Skeleton className="h-5 w-full max-w-xl" />
      <div className="grid gap-6 lg:grid-cols-[20rem_minmax(0,1fr)]">
        <Skeleton className="h-72 rounded-lg" />
        <Skeleton className="h-160 rounded-lg" />
      </div>
    </div>
  );
}
