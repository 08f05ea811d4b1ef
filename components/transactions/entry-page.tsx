'use client';

import { useRouter } from 'next/navigation';
import { Card } from '@/components/ui/card';
import type { EntryDefaults } from '@/components/frame/entry-defaults';
import { useEffect, useRef } from 'react';
import { EntryForm } from './entry-form';
import type { Choices } from './queries';

/** The same form as a page of its own, ready to type; afterwards the list shows what was added. */
export function EntryPage({ kind, choices }: { kind: NonNullable<EntryDefaults['kind']>; choices: Choices }) {
  const router = useRouter();
  const card = useRef<HTMLDivElement>(null);
  useEffect(() => card.current?.querySelector<HTMLElement>('[data-autofocus]')?.focus(), []);
  return (
    <div ref={card} className="max-w-lg">
      <Card>
        <EntryForm defaults={{ kind }} choices={choices} onSaved={() => router.push('/transactions')} />
      </Card>
    </div>
  );
}
