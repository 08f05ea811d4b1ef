'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { refreshChoices } from '@/components/transactions/choices';
import { Dialog } from '@/components/ui/dialog';
import { AccountForm, type EditedAccount } from './account-form';

interface AccountDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  account?: EditedAccount;
  baseCurrency: string;
}

export default function AccountDialog({ open, onOpenChange, account, baseCurrency }: AccountDialogProps) {
  const t = useTranslations('accounts');
  const router = useRouter();
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t(account ? 'edit' : 'add')}>
      <AccountForm
        account={account}
        baseCurrency={baseCurrency}
        onSaved={() => {
          void refreshChoices();
          onOpenChange(false);
          router.refresh();
        }}
      />
    </Dialog>
  );
}
