'use client';

import { useRouter } from 'next/navigation';
import { Card } from '@/components/ui/card';
import type { EntryDefaults } from '@/components/frame/entry-defaults';
import { EntryForm } from './entry-form';
import type { Choices } from './queries';

/** The same form as a page of its own, ready to type; afterwards the list shows what was added. */
export function EntryPage({ kind, choices }: { kind: NonNullable<EntryDefaults['kind']>; choices: Choices }) {
  const router = useRouter();
  return (
    <Card className="max-w-lg">
      <EntryForm defaults={{ kind }} choices={choices} onSaved={() => router.push('/transactions')} />
    </Card>
  );
}
