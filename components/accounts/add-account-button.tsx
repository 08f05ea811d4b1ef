'use client';

import { Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Button } from '@/components/ui/button';

const AccountDialog = dynamic(() => import('./account-dialog'), { ssr: false });

/** Opens the form for a new account where it stands. Needs the messages of `accounts`. */
export function AddAccountButton({ baseCurrency }: { baseCurrency: string }) {
  const t = useTranslations('accounts');
  const [open, setOpen] = useState<boolean | null>(null);
  return (
    <>
      <Button variant="primary" onClick={() => setOpen(true)}>
        <Plus aria-hidden />
        {t('add')}
      </Button>
      {open !== null && <AccountDialog open={open} onOpenChange={setOpen} baseCurrency={baseCurrency} />}
    </>
  );
}
