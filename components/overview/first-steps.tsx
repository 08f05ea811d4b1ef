'use client';

import { ReceiptText, WalletCards } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { AddAccountButton } from '@/components/accounts/add-account-button';
import { useOpenEntry } from '@/components/frame/entry';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';

/**
 * What a new household sees instead of empty charts: the first account, then the first transaction, in place.
 */
export function FirstSteps({ hasAccount, baseCurrency }: { hasAccount: boolean; baseCurrency: string }) {
  const t = useTranslations('dashboard');
  const openEntry = useOpenEntry();
  if (!hasAccount) {
    return (
      <Card flush>
        <EmptyState
          icon={<WalletCards />}
          title={t('emptyAccounts')}
          action={<AddAccountButton baseCurrency={baseCurrency} />}
        />
      </Card>
    );
  }
  return (
    <Card flush>
      <EmptyState
        icon={<ReceiptText />}
        title={t('empty')}
        action={
          <div className="flex flex-wrap justify-center gap-3">
            <Button variant="primary" onClick={() => openEntry()}>
              {t('addTransaction')}
            </Button>
            <LinkButton href="/import">{t('importFile')}</LinkButton>
          </div>
        }
      />
    </Card>
  );
}
