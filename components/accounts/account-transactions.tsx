'use client';

import { FileUp, Plus, ReceiptText } from 'lucide-react';
import { useTranslations } from 'next-intl';
import dynamic from 'next/dynamic';
import { useMemo } from 'react';
import { useOpenEntry } from '@/components/frame/entry';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';
import { SkeletonRows } from '@/components/ui/skeleton';

// It stands below the balance and fetches its own rows: neither has to wait for it.
const TransactionList = dynamic(
  () => import('@/components/transactions/transaction-list').then((module) => module.TransactionList),
  {
    ssr: false,
    loading: () => <SkeletonRows rows={8} />,
  },
);

/** What was booked into one account, each row with the balance after it. */
export function AccountTransactions({ accountId, isOpen }: { accountId: string; isOpen: boolean }) {
  const t = useTranslations('accounts');
  const openEntry = useOpenEntry();
  const importFile = (
    <LinkButton href={`/import?account=${accountId}`}>
      <FileUp aria-hidden />
      {t('importFile')}
    </LinkButton>
  );
  return (
    <section className="grid gap-3">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 className="text-16 font-semibold">{t('transactions')}</h2>
        {isOpen && importFile}
      </div>
      <TransactionList
        filter={useMemo(() => ({ accountIds: [accountId] }), [accountId])}
        showBalance
        empty={
          <EmptyState
            icon={<ReceiptText />}
            title={t('noTransactions')}
            action={
              isOpen && (
                <Button variant="primary" onClick={() => openEntry({ accountId })}>
                  <Plus aria-hidden />
                  {t('addTransaction')}
                </Button>
              )
            }
          />
        }
      />
    </section>
  );
}
