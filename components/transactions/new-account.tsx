'use client';

import { useRouter } from 'next/navigation';
import { startTransition } from 'react';
import { AccountForm } from '@/components/accounts/account-form';
import { refreshChoices } from './choices';

/** An entry needs accounts: one is made where it is missed, and the entry goes on. */
export default function NewAccount({ text, baseCurrency }: { text: string; baseCurrency: string }) {
  const router = useRouter();
  return (
    <>
      <p className="mb-4 text-muted">{text}</p>
      <AccountForm
        baseCurrency={baseCurrency}
        onSaved={() => {
          void refreshChoices();
          startTransition(() => router.refresh());
        }}
      />
    </>
  );
}
