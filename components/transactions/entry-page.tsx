'use client';

import { useRouter } from 'next/navigation';
import { useSyncExternalStore } from 'react';
import { Card } from '@/components/ui/card';
import type { EntryDefaults } from '@/components/frame/entry-defaults';
import { SkeletonRows } from '@/components/ui/skeleton';
import { EntryForm } from './entry-form';
import type { Choices } from './queries';

const never = () => () => {};

/** The same form as a page of its own, ready to type; afterwards the list shows what was added. */
export function EntryPage({ kind, choices }: { kind: NonNullable<EntryDefaults['kind']>; choices: Choices }) {
  const router = useRouter();
  // What is typed into a form that the server drew is lost when the script arrives: on a slow phone that is
  // the amount.
  const isReady = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  return (
    <Card className="max-w-lg">
      {isReady ? (
        <EntryForm defaults={{ kind }} choices={choices} onSaved={() => router.push('/transactions')} />
      ) : (
        <SkeletonRows rows={8} className="-mx-4 sm:-mx-6" />
      )}
    </Card>
  );
}
